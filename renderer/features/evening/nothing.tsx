import './nothing.css'
import { CalendarPlus, ListFilter, SearchX } from 'lucide-react'
import type { ReactNode } from 'react'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { isFiltering } from '../filter/filter.ts'

/** Why there is nothing to see, and the way on. */
export function Nothing() {
  const t = useT()
  const query = useDesk((desk) => desk.query.trim())
  const filtering = useDesk((desk) => isFiltering(desk.filter))
  const clearFilter = useDesk((desk) => desk.clearFilter)
  const openDialog = useDesk((desk) => desk.openDialog)
  if (filtering) {
    return (
      <Empty
        icon={<ListFilter aria-hidden size="2.5rem" />}
        title={t('evening.noneTitle')}
        text={t('evening.noneText')}
      >
        <Button onClick={clearFilter}>{t('evening.clear')}</Button>
      </Empty>
    )
  }
  if (query !== '') {
    return (
      <Empty
        icon={<SearchX aria-hidden size="2.5rem" />}
        title={t('list.noneTitle', { query })}
        text={t('list.noneText')}
      >
        <Button onClick={clearFilter}>{t('list.clear')}</Button>
      </Empty>
    )
  }
  return (
    <Empty
      icon={<CalendarPlus aria-hidden size="2.5rem" />}
      title={t('list.emptyTitle')}
      text={t('list.emptyText')}
    >
      <Button onClick={() => openDialog('new')}>{t('header.newLabel')}</Button>
    </Empty>
  )
}

/** A sign, a sentence, and a button that goes on. */
export function Empty(props: { icon: ReactNode; title: string; text: string; children?: ReactNode }) {
  return (
    <div className="nothing">
      {props.icon}
      <h2>{props.title}</h2>
      <p>{props.text}</p>
      {props.children}
    </div>
  )
}

/** Before the first snapshot. */
export function Loading() {
  const t = useT()
  return (
    <div className="arrivals-loading" role="status">
      <span className="hidden-visually">{t('list.loading')}</span>
      {Array.from({ length: 5 }, (_, index) => (
        <span key={index} className="skeleton" aria-hidden />
      ))}
    </div>
  )
}
