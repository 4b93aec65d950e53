import './table-slot.css'
import { Armchair } from 'lucide-react'
import type { DeskReservation } from '../../../contract/ipc.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { placeable } from './placeable.ts'

/** Where a party sits, at the end of its card; pressed, the host chooses another table. */
export function TableSlot({ reservation, tabIndex }: { reservation: DeskReservation; tabIndex: number }) {
  const t = useT()
  const { id, status, table, customer } = reservation
  const place = placeable[status]
  if (!place) return table === undefined ? null : <div className="table-slot">{<Name table={table} />}</div>
  const { name } = customer
  return (
    <button
      type="button"
      className="table-slot"
      data-testid="choose-table"
      tabIndex={tabIndex}
      // What is seen is part of the name: whoever speaks to the screen says what is on it.
      aria-label={table === undefined ? t('evening.tables.give', { name }) : undefined}
      onClick={(event) => {
        event.stopPropagation()
        useDesk.getState().startPlacing(id, place === 'seat')
      }}
    >
      {table === undefined ? (
        <Armchair aria-hidden />
      ) : (
        <>
          <Name table={table} />
          <span className="hidden-visually">{t('evening.tables.change', { name })}</span>
        </>
      )}
    </button>
  )
}

function Name({ table }: { table: string }) {
  const t = useT()
  return (
    <>
      <strong>{table}</strong>
      <span>{t('card.table')}</span>
    </>
  )
}
