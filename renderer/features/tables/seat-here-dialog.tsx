import { currentTime, useMinute } from '../../clock.ts'
import { useT } from '../../i18n/use-t.ts'
import { lookOf } from '../../party.ts'
import { useDesk } from '../../store/desk-store.ts'
import type { FreeTable } from '../../store/evening.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { useClosedWithout } from '../../ui/use-closed-without.ts'
import { useHeldOrder } from '../arrivals/use-held.ts'
import { StateSign } from '../arrivals/state-sign.tsx'
import { candidates, fits } from './candidates.ts'
import { placeable } from './placeable.ts'
import { seatAt } from './seat-at.ts'
import { floorOf } from './use-tables.ts'

const close = (): void => useDesk.getState().openDialog(null)

/** Whom to give a free table. Another desk may be quicker: then it says so. */
export function SeatHereDialog() {
  const t = useT()
  const table = useDesk((desk) => desk.freeTable)
  const minute = useMinute()
  const free = useDesk((desk) =>
    floorOf(desk, minute).areas.some(({ tables }) =>
      tables.some(({ name, here }) => name === table?.name && here.length === 0),
    ),
  )
  useClosedWithout(table, close)
  if (table === null) return null
  return (
    <Dialog title={t('evening.tables.seatHere', { table: table.name })} onClose={close}>
      <div className="dialog-body">
        {free ? (
          <Parties table={table} />
        ) : (
          <p className="dialog-text" role="alert">
            {t('evening.tables.notFree', { table: table.name })}
          </p>
        )}
      </div>
    </Dialog>
  )
}

/** Each stays where it stood at first, so that none comes under the pointer. */
function Parties({ table }: { table: FreeTable }) {
  const t = useT()
  const byId = useDesk((desk) => desk.byId)
  const ids = candidates([...byId.values()], table.seats, currentTime()).map(({ id }) => id)
  const shown = useHeldOrder(ids, true)
  return (
    <>
      {shown.length === 0 && <p className="dialog-text">{t('evening.tables.nobody')}</p>}
      <ul className="seat-here">
        {shown.map((id) => (
          <li key={id}>
            <Party id={id} table={table} disabled={!ids.includes(id)} />
          </li>
        ))}
      </ul>
    </>
  )
}

function Party({ id, table, disabled }: { id: string; table: FreeTable; disabled: boolean }) {
  const t = useT()
  const party = useDesk((desk) => desk.byId.get(id))
  if (!party) return null
  return (
    <button
      type="button"
      className="button"
      disabled={disabled}
      onClick={() => {
        close()
        void seatAt(party, table.name, placeable[party.status] === 'seat')
      }}
    >
      <StateSign look={lookOf(party, false)} label={t(`status.${party.status}`)} />
      <strong>{party.customer.name}</strong>
      <span>
        {t('list.people', { count: party.partySize })}
        {!fits(party, table.seats) && ` · ${t('evening.tables.tooSmall')}`}
      </span>
    </button>
  )
}
