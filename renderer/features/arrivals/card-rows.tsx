import './card-rows.css'
import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { askedOf, isSearching } from '../filter/shown.ts'
import type { ListRow } from './list-rows.ts'
import { useArrivalScroll } from './use-arrival-scroll.ts'
import { useArrowKeys } from './use-arrow-keys.ts'
import { useHeld, useHeldRows, useHeldSize } from './use-held.ts'

interface CardRowsProps {
  rows: readonly ListRow[]
  label: string
  /** Height of a card that is not measured yet. */
  cardRem: number
  /** Whether the list goes through the evening, and so begins at this hour. */
  byHour: boolean
  /** A place on the screen, or the body of a table. */
  role: 'region' | 'rowgroup'
  heading?: (row: Extract<ListRow, { kind: 'heading' }>) => ReactNode
  card: (id: string, current: boolean) => ReactNode
  /** What is said at the end of the list. */
  after?: ReactNode
}

/**
 * Cards below one another. What is not in sight is not drawn, so ten thousand are as quick as ten; the card under the
 * pointer stays there, whatever comes and goes.
 */
export function CardRows({ rows: all, label, cardRem, byHour, role, heading, card, after }: CardRowsProps) {
  const t = useT()
  const asked = useDesk(askedOf)
  const searching = useDesk(isSearching)
  const { id: held, handlers } = useHeld()
  const rows = useHeldRows(all, held, asked)
  const keys = useArrowKeys(rows)
  const scroll = useArrivalScroll(rows, { cardRem, byHour, held, asked, searching }, keys)
  const { scroller, virtualizer, stickyIndex, nowIs, goToNow } = scroll
  const blockSize = useHeldSize(virtualizer.getTotalSize(), held)
  return (
    <div className="arrivals-frame">
      <div className="arrivals" id="arrivals" ref={scroller}>
        <div
          className="arrivals-space"
          role={role}
          aria-label={label}
          style={{ blockSize }}
          onKeyDown={keys.onKeyDown}
          onFocus={keys.onFocus}
          {...handlers}
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
                {row.kind === 'heading' ? heading?.(row) : card(row.key, row.key === keys.currentId)}
              </div>
            )
          })}
        </div>
        {after}
      </div>
      {/* In a table there is no place for a button. */}
      {nowIs !== 'in sight' && role === 'region' && (
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
