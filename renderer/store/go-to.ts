import type { Place } from '../../contract/alerts.ts'
import type { Desk } from './desk-store.ts'

/** Goes where a click on an alert leads. A dialog stays open: what was typed into it is not lost. */
export function goTo(desk: Desk, place: Place): void {
  switch (place.to) {
    case 'evening':
      desk.showScreen('evening')
      break
    case 'guest':
      desk.openGuest(place.reservationId)
      break
    case 'desk':
      desk.showDesk(place.deviceId)
      break
    case 'unsent':
      desk.showScreen('evening')
      if (desk.outbox.setAside.length > 0 && desk.dialog === null) desk.openDialog('set-aside')
      break
  }
}
