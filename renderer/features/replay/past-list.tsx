import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useRef } from 'react'
import type { DeskReservation } from '../../../contract/ipc.ts'
import { peopleIn } from '../../../contract/party.ts'
import { useClockface } from '../../i18n/use-clockface.ts'
import { useT } from '../../i18n/use-t.ts'
import { lookOf, minutesLate } from '../../party.ts'
import type { Rows } from '../../store/rows.ts'
import { PartyDots } from '../arrivals/party-dots.tsx'
import { StateSign } from '../arrivals/state-sign.tsx'
import { Tags } from '../arrivals/tags.tsx'

interface PastListProps {
  rows: Rows
  /** In milliseconds; who was late then. */
  at: number
  /** Whose reservation the last moment changed. */
  changedId: string | undefined
  /** Whether the list goes to that reservation. */
  follow: boolean
}

/** The list as it stood. It looks like the list of the evening laid flat: nothing in it can be touched. */
export const PastList = memo(function PastList({ rows, at, changedId, follow }: PastListProps) {
  const t = useT()
  const scroller = useRef<HTMLDivElement>(null)
  const { order, byId } = rows
  const virtualizer = useVirtualizer({
    count: order.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 60,
    overscan: 8,
    getItemKey: (index) => order[index] ?? index,
  })
  const changedIndex = follow && changedId !== undefined ? order.indexOf(changedId) : -1
  useEffect(() => {
    if (changedIndex >= 0) virtualizer.scrollToIndex(changedIndex, { align: 'auto' })
  }, [changedIndex, virtualizer])

  return (
    <div className="past-list" ref={scroller} role="region" aria-label={t('replay.list')} tabIndex={0}>
      <ul style={{ blockSize: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const row = byId.get(order[index] ?? '')
          return (
            row && (
              <li
                key={key}
                ref={virtualizer.measureElement}
                data-index={index}
                style={{ insetBlockStart: start }}
                className="past-row"
                data-testid="past-row"
                data-reservation-id={row.id}
                data-status={row.status}
                data-arrived={row.arrivedCount}
                data-changed={row.id === changedId}
              >
                <PastRow row={row} late={minutesLate(row, at) > 0} />
              </li>
            )
          )
        })}
      </ul>
    </div>
  )
})

const PastRow = memo(function PastRow({ row, late }: { row: DeskReservation; late: boolean }) {
  const t = useT()
  const clock = useClockface()
  const look = lookOf(row, late)
  const inside = peopleIn(row)
  return (
    <>
      <span className="past-time">{clock.time(row.startsAt)}</span>
      <StateSign look={look} label={look === 'late' ? t('status.late') : t(`status.${row.status}`)} />
      <span className="past-name" data-look={look}>
        <strong>{row.customer.name}</strong> <Tags tags={row.tags} />
      </span>
      <PartyDots inside={inside} size={row.partySize} />
      <span className="past-count">
        <span className="hidden-visually">{t('card.arrived', { arrived: inside, size: row.partySize })}</span>
        <span aria-hidden>
          <strong>{inside}</strong> / {row.partySize}
        </span>
      </span>
      <span className="past-table">{row.table !== undefined && t('replay.table', { table: row.table })}</span>
    </>
  )
})
