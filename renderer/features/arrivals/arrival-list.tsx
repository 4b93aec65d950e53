import './arrival-list.css'
import { ArrowDown, ArrowUp, CalendarPlus, SearchX } from 'lucide-react'
import { memo } from 'react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useClockface } from '../../i18n/use-clockface.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { ArrivalCard } from './arrival-card.tsx'
import { createRowsSelector } from './list-rows.ts'
import type { ListRow } from './list-rows.ts'
import { useArrowKeys } from './use-arrow-keys.ts'
import { useArrivalScroll } from './use-arrival-scroll.ts'

const rowsOf = createRowsSelector()

/** The day's parties by their hour. What is not in sight is not drawn, so ten thousand are as quick as ten. */
export function ArrivalList() {
  const rows = useDesk(rowsOf)
  const day = useDesk((desk) => desk.day)
  const searching = useDesk((desk) => desk.query.trim() !== '')
  if (day === null) return <Loading />
  if (rows.length === 0) return searching ? <NobodyFound /> : <EmptyDay />
  // Another search is another list: it begins at its top.
  return <Rows key={searching ? 'found' : 'day'} rows={rows} searching={searching} />
}

function Rows({ rows, searching }: { rows: readonly ListRow[]; searching: boolean }) {
  const { t } = useTranslation()
  const keys = useArrowKeys(rows)
  const { scroller, virtualizer, stickyIndex, nowIs, goToNow } = useArrivalScroll(rows, searching, keys)
  return (
    <div className="arrivals-frame">
      {searching && (
        <p className="hidden-visually" role="status">
          {t('list.found', { count: rows.filter((row) => row.kind === 'card').length })}
        </p>
      )}
      <div className="arrivals" id="arrivals" ref={scroller}>
        <div
          className="arrivals-space"
          role="feed"
          aria-label={t('list.label')}
          style={{ blockSize: virtualizer.getTotalSize() }}
          onKeyDown={keys.onKeyDown}
          onFocus={keys.onFocus}
        >
          {virtualizer.getVirtualItems().map((item) => {
            const row = rows[item.index]
            if (!row) return null
            return (
              <div
                key={row.key}
                ref={virtualizer.measureElement}
                data-index={item.index}
                className={row.kind === 'heading' ? 'arrivals-heading' : 'arrivals-row'}
                {...(item.index === stickyIndex
                  ? { 'data-sticky': true }
                  : { style: { insetBlockStart: item.start } })}
              >
                {row.kind === 'heading' ? (
                  <Heading quarter={row.quarter} parties={row.parties} people={row.people} />
                ) : (
                  <ArrivalCard id={row.key} current={row.key === keys.currentId} />
                )}
              </div>
            )
          })}
        </div>
      </div>
      {nowIs !== 'in sight' && (
        <Button
          icon={nowIs === 'above' ? <ArrowUp aria-hidden /> : <ArrowDown aria-hidden />}
          onClick={goToNow}
        >
          {t('list.goToNow')}
        </Button>
      )}
    </div>
  )
}

const Heading = memo(function Heading(props: { quarter: number; parties: number; people: number }) {
  const { t } = useTranslation()
  const clock = useClockface()
  return (
    <h2 className="quarter">
      {clock.time(props.quarter)}
      <span>
        {t('list.parties', { count: props.parties })} · {t('list.people', { count: props.people })}
      </span>
    </h2>
  )
})

function Loading() {
  const { t } = useTranslation()
  return (
    <div className="arrivals-loading" role="status">
      <span className="hidden-visually">{t('list.loading')}</span>
      {Array.from({ length: 5 }, (_, index) => (
        <span key={index} className="skeleton" aria-hidden />
      ))}
    </div>
  )
}

function EmptyDay() {
  const { t } = useTranslation()
  const openDialog = useDesk((desk) => desk.openDialog)
  return (
    <Nothing
      icon={<CalendarPlus aria-hidden size="2.5rem" />}
      title={t('list.emptyTitle')}
      text={t('list.emptyText')}
    >
      <Button onClick={() => openDialog('new')}>{t('header.newLabel')}</Button>
    </Nothing>
  )
}

function NobodyFound() {
  const { t } = useTranslation()
  const query = useDesk((desk) => desk.query.trim())
  const search = useDesk((desk) => desk.search)
  return (
    <Nothing
      icon={<SearchX aria-hidden size="2.5rem" />}
      title={t('list.noneTitle', { query })}
      text={t('list.noneText')}
    >
      <Button onClick={() => search('')}>{t('list.clear')}</Button>
    </Nothing>
  )
}

function Nothing(props: { icon: ReactNode; title: string; text: string; children: ReactNode }) {
  return (
    <div className="nothing">
      {props.icon}
      <h2>{props.title}</h2>
      <p>{props.text}</p>
      {props.children}
    </div>
  )
}
