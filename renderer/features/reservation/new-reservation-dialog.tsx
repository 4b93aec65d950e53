import type { DeskNewReservation } from '../../../contract/ipc.ts'
import { venueDay } from '../../../contract/venue-day.ts'
import { currentTime } from '../../clock.ts'
import { book } from '../../edits.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { useClosedWithout } from '../../ui/use-closed-without.ts'
import { blankDraft } from './draft.ts'
import { ReservationForm } from './reservation-form.tsx'

/** Takes a new reservation. */
export function NewReservationDialog() {
  const t = useT()
  const business = useDesk((desk) => desk.business)
  const day = useDesk((desk) => desk.day)
  const close = () => useDesk.getState().openDialog(null)
  useClosedWithout(business, close)
  if (!business) return null

  async function create(reservation: DeskNewReservation): Promise<void> {
    if (await book(reservation)) close()
  }

  const now = currentTime()
  return (
    <Dialog title={t('form.newTitle')} onClose={close}>
      <ReservationForm
        initial={blankDraft(day ?? venueDay(now, business), business, now)}
        venue={business}
        submitLabel={t('form.create')}
        onSubmit={create}
        onCancel={close}
      />
    </Dialog>
  )
}
