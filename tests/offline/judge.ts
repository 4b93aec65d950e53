import type { DeskEvent } from '../../contract/events.ts'
import type { OfflineDesk } from './desk.ts'

/** What a party is to the judge: who may come, who has, and which of its tickets is good. */
interface Party {
  size: number
  arrived: number
  cancelled: boolean
  ticketId: string
}

interface Judged {
  reservationId: string | undefined
  people: number
  counts: boolean
  open: boolean
}

/**
 * A model of an evening, written without the product's rules: it goes through the log once, says what each scan had to
 * come to, and what each party has to stand at. Throws at the first line that is otherwise.
 */
export function judgeEvening(
  log: readonly DeskEvent[],
  desks: readonly OfflineDesk[],
  /** Which ticket a scanned text is. */
  ticketOf: ReadonlyMap<string, { reservationId: string; ticketId: string }>,
): { arrived: ReadonlyMap<string, number>; scans: readonly string[]; open: readonly string[] } {
  const told = new Map(desks.flatMap((desk) => [...desk.told]))
  const parties = new Map<string, Party>()
  const scans = new Map<string, Judged>()

  const partyOf = (id: string | undefined): Party | undefined =>
    id === undefined ? undefined : parties.get(id)
  function count(scan: Judged, counts: boolean): void {
    const party = partyOf(scan.reservationId)
    if (party && counts !== scan.counts) party.arrived += counts ? scan.people : -scan.people
    scan.counts = counts
  }

  for (const event of log) {
    switch (event.type) {
      case 'reservation-created': {
        const { id, partySize, ticketId } = event.reservation
        parties.set(id, { size: partySize, arrived: 0, cancelled: false, ticketId })
        break
      }
      case 'reservation-updated': {
        const party = partyOf(event.reservation.id)
        if (!party) throw new Error(`${event.seq}: a party that nobody booked`)
        party.size = event.reservation.partySize
        party.cancelled = event.reservation.status === 'cancelled'
        break
      }
      case 'ticket-revoked': {
        const party = partyOf(event.reservation.id)
        if (party) party.ticketId = event.reservation.ticketId
        break
      }
      case 'qr-scanned': {
        const { scan } = event
        const door = told.get(scan.scanId)
        if (!door) throw new Error(`${event.seq}: a scan that no desk has made`)
        if (scans.has(scan.scanId)) throw new Error(`${event.seq}: the same scan a second time`)
        const ticket = ticketOf.get(door.verdict.text)
        const party = partyOf(ticket?.reservationId)
        if (!ticket || !party) throw new Error(`${event.seq}: a code that nobody has`)
        const left = party.size - party.arrived
        const due =
          party.ticketId !== ticket.ticketId
            ? 'revoked'
            : party.cancelled
              ? 'cancelled'
              : left <= 0
                ? 'duplicate'
                : scan.people > left
                  ? 'over_capacity'
                  : 'admitted'
        if (scan.outcome !== due) throw new Error(`${event.seq}: ${scan.outcome} in place of ${due}`)
        const judged = {
          reservationId: ticket.reservationId,
          people: scan.people,
          counts: false,
          open: false,
        }
        scans.set(scan.scanId, judged)
        count(judged, due === 'admitted')
        const { provisional, outcome } = door.verdict
        judged.open = provisional && (outcome === 'admitted') !== (due === 'admitted')
        break
      }
      case 'scan-undone': {
        const judged = scans.get(event.scan.scanId)
        if (!judged?.counts) throw new Error(`${event.seq}: nobody is taken out`)
        count(judged, false)
        judged.open = false
        break
      }
      case 'scan-conflict': {
        const judged = scans.get(event.scan.scanId)
        const { decision } = event.scan
        // The undo of an annulled admission comes first, and is its choice too.
        if (!judged || (!judged.open && decision !== 'annul')) {
          throw new Error(`${event.seq}: a conflict where nobody was told otherwise`)
        }
        if (decision === undefined) break
        if (decision === 'keep') {
          count(judged, true)
          const party = partyOf(judged.reservationId)
          if (party) party.cancelled = false
        } else count(judged, false)
        judged.open = false
        break
      }
      case 'reservation-deleted':
      case 'settings-changed':
        throw new Error(`${event.seq}: nobody has done that`)
    }
    if ('reservation' in event && event.reservation) {
      const { id, arrivedCount } = event.reservation
      if (partyOf(id)?.arrived !== arrivedCount) {
        throw new Error(
          `${event.seq}: ${arrivedCount} are in, and it should be ${partyOf(id)?.arrived ?? '?'}`,
        )
      }
    }
  }

  for (const [scanId, { vanished, verdict }] of told) {
    const isSent = scans.has(scanId)
    if (vanished === isSent)
      throw new Error(`${scanId}: ${vanished ? 'sent though taken back' : 'lost'} (${verdict.outcome})`)
  }
  return {
    arrived: new Map([...parties].map(([id, party]) => [id, party.arrived])),
    scans: [...scans.keys()],
    open: [...scans].flatMap(([id, { open }]) => (open ? [id] : [])).sort(),
  }
}
