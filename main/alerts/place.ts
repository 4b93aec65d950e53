import type { Place } from '../../contract/alerts.ts'
import type { Notice } from './alerts.ts'
import type { Finding } from './finding.ts'

/** Where a click on an alert leads: to its guest or its desk, else to the evening. */
export function placeOf(finding: Finding): Place {
  switch (finding.kind) {
    case 'vip':
    case 'largeParty':
    case 'late':
      return { to: 'guest', reservationId: finding.reservationId }
    case 'refusals':
    case 'deskOffline':
      return { to: 'desk', deviceId: finding.deviceId }
    case 'unsent':
      return finding.desk ? { to: 'desk', deviceId: finding.desk.deviceId } : { to: 'unsent' }
    case 'full':
    case 'trouble':
      return { to: 'evening' }
  }
}

/** Several have one place only where it is the same for each. */
export function placeOfNotice(notice: Notice): Place {
  const [first, ...others] = 'findings' in notice ? notice.findings : []
  if (!first) return { to: 'evening' }
  const place = placeOf(first)
  const same = others.every((other) => JSON.stringify(placeOf(other)) === JSON.stringify(place))
  return same ? place : { to: 'evening' }
}
