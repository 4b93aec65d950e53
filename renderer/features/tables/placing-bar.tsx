import { X } from 'lucide-react'
import type { DeskReservation } from '../../../contract/ipc.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { useEscape } from '../../ui/escape.ts'
import { Tags } from '../arrivals/tags.tsx'
import { focusParty, seatAt } from './seat-at.ts'

/** For whom a table is being chosen. */
export function PlacingBar({ party, seat }: { party: DeskReservation; seat: boolean }) {
  const t = useT()
  const cancel = () => {
    useDesk.getState().stopPlacing()
    focusParty(party.id)
  }
  useEscape('placing', true, cancel)
  return (
    <div className="placing" role="status">
      <p>
        {t('evening.tables.choose')} <strong>{party.customer.name}</strong> ·{' '}
        {t('list.people', { count: party.partySize })} <Tags tags={party.tags} />
      </p>
      {seat && <Button onClick={() => void seatAt(party, null, true)}>{t('evening.tables.noTable')}</Button>}
      <Button icon={<X aria-hidden />} onClick={cancel}>
        {t('app.cancel')} <kbd aria-hidden>Esc</kbd>
      </Button>
    </div>
  )
}
