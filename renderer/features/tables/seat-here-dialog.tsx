import { currentTime } from '../../clock.ts'
import { useT } from '../../i18n/use-t.ts'
import { lookOf } from '../../party.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { useClosedWithout } from '../../ui/use-closed-without.ts'
import { StateSign } from '../arrivals/state-sign.tsx'
import { candidates, fits } from './candidates.ts'
import { seatAt } from './seat-at.ts'

/** Whom to give a free table. */
export function SeatHereDialog() {
  const t = useT()
  const table = useDesk((desk) => desk.freeTable)
  const byId = useDesk((desk) => desk.byId)
  const close = () => useDesk.getState().openDialog(null)
  useClosedWithout(table, close)
  if (table === null) return null
  const parties = candidates([...byId.values()], table.seats, currentTime())
  return (
    <Dialog title={t('evening.tables.seatHere', { table: table.name })} onClose={close}>
      <div className="dialog-body">
        {parties.length === 0 && <p className="dialog-text">{t('evening.tables.nobody')}</p>}
        <ul className="seat-here">
          {parties.map((party) => (
            <li key={party.id}>
              <button
                type="button"
                className="button"
                onClick={() => {
                  close()
                  void seatAt(party, table.name, party.status === 'arrived' || party.status === 'waitlist')
                }}
              >
                <StateSign look={lookOf(party, false)} label={t(`status.${party.status}`)} />
                <strong>{party.customer.name}</strong>
                <span>
                  {t('list.people', { count: party.partySize })}
                  {!fits(party, table.seats) && ` · ${t('evening.tables.tooSmall')}`}
                </span>
              </button>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  )
}
