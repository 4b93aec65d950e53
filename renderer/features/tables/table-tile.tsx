import { Circle, CircleCheck, CircleDashed, CircleDot, ClockAlert, TriangleAlert, Users } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { memo } from 'react'
import { peopleIn } from '../../../contract/party.ts'
import { useClockface } from '../../i18n/use-clockface.ts'
import { useT } from '../../i18n/use-t.ts'
import type { Fit } from './fit.ts'
import type { TableNow, TableState } from './occupancy.ts'

const signs: Record<TableState, LucideIcon> = {
  free: CircleDashed,
  soon: CircleDot,
  taken: CircleCheck,
  over: ClockAlert,
  conflict: TriangleAlert,
}

interface TableTileProps {
  table: TableNow
  /** Where the arrow keys are: the one tile that Tab reaches. */
  current: boolean
  /** Whether it suits the party that is given a table; `null` where none is. */
  fit: Fit | null
  best: boolean
  /** The host looks for something else. */
  dimmed: boolean
  onChoose: (table: TableNow) => void
}

/** One table: who sits there and until when, and who comes next. */
export const TableTile = memo(function TableTile({
  table,
  current,
  fit,
  best,
  dimmed,
  onChoose,
}: TableTileProps) {
  const t = useT()
  const clock = useClockface()
  const { name, seats, state, here, until, coming, clash } = table
  const Sign = fit === 'fits' && state === 'free' ? Circle : signs[state]
  const party = here[0]
  const next = coming[0]
  return (
    <button
      type="button"
      className="table"
      data-testid="table"
      data-table={name}
      data-state={state}
      data-fit={fit}
      data-dimmed={dimmed}
      tabIndex={current ? 0 : -1}
      onClick={() => onChoose(table)}
    >
      <span className="table-head">
        <span className="table-sign">
          <Sign aria-hidden />
        </span>
        <strong className="table-name">
          <span className="hidden-visually">{t('evening.tables.table')} </span>
          {name}
        </strong>
        {seats !== null && (
          <span className="table-seats">
            <Users aria-hidden size="0.875rem" />
            <span aria-hidden>{seats}</span>
            <span className="hidden-visually">{t('evening.tables.seats', { count: seats })}</span>
          </span>
        )}
      </span>
      <span className="table-state">
        {best ? t('evening.tables.best') : t(`evening.tables.state.${state}`)}
      </span>
      {party && (
        <span className="table-party">
          <strong>{party.customer.name}</strong>
          <span>{t('evening.tables.people', { inside: peopleIn(party), size: party.partySize })}</span>
          {until !== null && <span>{t('evening.tables.until', { time: clock.time(roundUp(until)) })}</span>}
        </span>
      )}
      {clash ? (
        <span className="table-clash">
          {t('evening.tables.clash', { name: clash[1].customer.name, time: clock.time(clash[1].startsAt) })}
        </span>
      ) : (
        next && (
          <span className="table-next">
            {t('evening.tables.next', { name: next.customer.name, time: clock.time(next.startsAt) })}
          </span>
        )
      )}
    </button>
  )
})

/** An estimate is said in steps of five minutes. */
function roundUp(at: number): number {
  const step = 5 * 60_000
  return Math.ceil(at / step) * step
}
