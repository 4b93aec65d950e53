import type { Place } from '../../contract/alerts.ts'
import type { Desk } from './desk-store.ts'

/** Where a click on an alert leads. A dialog stays open: what was typed into it is not lost. */
export function goTo(desk: Desk, place: Place): Partial<Desk> {
  switch (place.to) {
    case 'evening':
      return { screen: 'evening' }
    case 'guest':
      return { screen: 'evening', openGuestId: place.reservationId }
    case 'desk':
      return { screen: 'desks' }
    case 'unsent':
      return {
        screen: 'evening',
        ...(desk.outbox.setAside.length > 0 && desk.dialog === null && { dialog: 'set-aside' as const }),
      }
  }
}
