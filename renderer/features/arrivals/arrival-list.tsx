import { memo } from 'react'
import { useClockface } from '../../i18n/use-clockface.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { asksForSome, isSearching, useShown } from '../filter/shown.ts'
import type { OfShown } from '../filter/shown.ts'
import { Nothing } from '../evening/nothing.tsx'
import { ArrivalCard } from './arrival-card.tsx'
import { CardRows } from './card-rows.tsx'
import { createRowsSelector } from './list-rows.ts'
import type { ListRow } from './list-rows.ts'

/** Nobody reads on in a search: the host types another letter. So one letter in a full house is as quick as five. */
const mostFound = 50

const dayRowsOf = createRowsSelector()
const foundRowsOf = createRowsSelector(mostFound)
// It asks by itself whether this is a search: the list that was drawn before hears of its first letter, too, and would
// take in everything that the letter finds.
const rowsOf: OfShown<readonly ListRow[]> = (parties, asked) =>
  isSearching(asked) ? foundRowsOf(parties) : dayRowsOf(parties)

/** The day's parties by their hour. */
export function ArrivalList() {
  const t = useT()
  const searching = useDesk(isSearching)
  const rows = useShown(rowsOf)
  const more = useShown(({ length }) => (searching ? Math.max(0, length - mostFound) : 0))
  const some = useDesk(asksForSome)
  if (rows.length === 0) return <Nothing />
  return (
    // Another search is another list: it begins at its top.
    <CardRows
      key={some ? 'some' : 'day'}
      rows={rows}
      role="region"
      label={t('list.label')}
      cardRem={5.25}
      byHour={!some}
      heading={heading}
      card={card}
      after={more > 0 && <p className="arrivals-more">{t('list.more', { count: more })}</p>}
    />
  )
}

const card = (id: string, current: boolean) => <ArrivalCard id={id} current={current} />
const heading = ({ quarter, parties, people }: Extract<ListRow, { kind: 'heading' }>) => (
  <Heading quarter={quarter} parties={parties} people={people} />
)

const Heading = memo(function Heading(props: { quarter: number; parties: number; people: number }) {
  const t = useT()
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
