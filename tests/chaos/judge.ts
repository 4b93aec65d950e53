import { isDeepStrictEqual } from 'node:util'
import type { DeskEvent } from '../../contract/events.ts'
import type { DeskState } from '../../contract/ipc.ts'
import { reservationSchema, type Reservation } from '../../contract/reservation.ts'
import type { ScanOutcome } from '../../contract/scan.ts'
import type { Told } from './told.ts'

export interface Evidence {
  log: readonly DeskEvent[]
  /** The server's list of the day. */
  list: readonly Reservation[]
  desks: ReadonlyMap<string, DeskState>
  told: readonly Told[]
}

export interface Judged {
  lost: number
  doubled: number
  /** Guests who were let in and should not have been, which both sides say. */
  conflicts: number
  /** One line each: what is wrong, and where. */
  findings: string[]
}

interface Recorded {
  times: number
  outcome: ScanOutcome
  people: number
  reservationId: string | undefined
  undone: number
  conflict: boolean
}

/** Compares what hosts were told with the log, and the log with every list. Pure. */
export function judge({ log, list, desks, told }: Evidence): Judged {
  const findings: string[] = []
  const scans = scansIn(log)
  let lost = 0
  let doubled = 0
  const isLost = (what: string): void => {
    lost += 1
    findings.push(`lost: ${what}`)
  }
  const isDoubled = (what: string): void => {
    doubled += 1
    findings.push(`doubled: ${what}`)
  }

  for (const [index, { seq }] of log.entries()) {
    const expected = (log[0]?.seq ?? 1) + index
    if (seq !== expected) findings.push(`the log has ${seq} in the place of ${expected}`)
  }
  for (const [scanId, { times, undone }] of scans) {
    if (times > 1) isDoubled(`scan ${scanId} is in the log ${times} times`)
    if (undone > 1) isDoubled(`scan ${scanId} was taken back ${undone} times`)
  }

  const created = new Map<string, number>()
  const notes = new Map<string, number>()
  const noted = new Map<string, string | undefined>()
  for (const event of log) {
    if (event.type === 'reservation-created')
      created.set(event.reservation.id, (created.get(event.reservation.id) ?? 0) + 1)
    if (!('reservation' in event) || !event.reservation) continue
    const { id, notes: now } = event.reservation
    if (now !== undefined && noted.get(id) !== now) notes.set(now, (notes.get(now) ?? 0) + 1)
    noted.set(id, now)
  }
  for (const [id, times] of created) if (times > 1) isDoubled(`reservation ${id} was made ${times} times`)

  /** A scan that was taken back before it was sent never leaves the desk. */
  const takenBack = new Set(told.flatMap((one) => (one.kind === 'undone' ? [one.scanId] : [])))
  let conflicts = 0
  for (const one of told) {
    const desk = desks.get(one.desk)
    switch (one.kind) {
      case 'admitted': {
        const scan = scans.get(one.scanId)
        if (!scan) {
          if (!takenBack.has(one.scanId))
            isLost(`${one.desk} let scan ${one.scanId} in, and it is not in the log`)
        } else if (scan.outcome !== 'admitted') {
          const shown = desk?.scans.find(({ scanId }) => scanId === one.scanId)
          if (scan.conflict && (!shown || shown.outcome === scan.outcome)) conflicts += 1
          else
            isLost(
              `${one.desk} let scan ${one.scanId} in, the log says ${scan.outcome}, and nobody is shown it`,
            )
        }
        break
      }
      case 'undone': {
        const scan = scans.get(one.scanId)
        const aside = desk?.outbox.setAside.some(({ kind }) => kind === 'undo') === true
        if (scan?.outcome === 'admitted' && scan.undone === 0 && !aside)
          isLost(`${one.desk} took scan ${one.scanId} back, and the log does not`)
        break
      }
      case 'created':
        if (!created.has(one.reservationId)) isLost(`${one.desk} made reservation ${one.reservationId}`)
        break
      case 'edited': {
        const times = notes.get(one.notes) ?? 0
        const waits = desk?.outbox.conflicts.some(({ fields }) =>
          fields.some(({ mine }) => mine === one.notes),
        )
        if (times === 0 && waits !== true)
          isLost(`${one.desk} wrote "${one.notes}" into ${one.reservationId}`)
        if (times > 1) isDoubled(`"${one.notes}" was written ${times} times`)
        break
      }
    }
  }

  const inside = peopleInside(scans)
  for (const { id, arrivedCount } of list) {
    const counted = inside.get(id)
    if (counted === undefined || counted === arrivedCount) continue
    const what = `${arrivedCount} people of ${id} are in, and ${counted} were scanned`
    if (arrivedCount > counted) isDoubled(what)
    else isLost(what)
  }
  for (const [name, state] of desks) findings.push(...differences(name, state, list))
  return { lost, doubled, conflicts, findings }
}

function scansIn(log: readonly DeskEvent[]): Map<string, Recorded> {
  const scans = new Map<string, Recorded>()
  for (const event of log) {
    if (!('scan' in event)) continue
    const { scanId, outcome, people, reservationId } = event.scan
    const known = scans.get(scanId) ?? {
      times: 0,
      outcome,
      people,
      reservationId,
      undone: 0,
      conflict: false,
    }
    if (event.type === 'qr-scanned') known.times += 1
    if (event.type === 'scan-undone') known.undone += 1
    if (event.type === 'scan-conflict') known.conflict = true
    scans.set(scanId, known)
  }
  return scans
}

function peopleInside(scans: ReadonlyMap<string, Recorded>): Map<string, number> {
  const inside = new Map<string, number>()
  for (const { reservationId, outcome, people, undone } of scans.values()) {
    if (reservationId === undefined) continue
    const counts = outcome === 'admitted' && undone === 0 ? people : 0
    inside.set(reservationId, (inside.get(reservationId) ?? 0) + counts)
  }
  return inside
}

/** Where a desk's list is another than the server's. */
export function differences(name: string, state: DeskState, list: readonly Reservation[]): string[] {
  const findings: string[] = []
  const { connection } = state.freshness
  if (connection.state !== 'live') findings.push(`${name} is ${connection.state}`)
  if (state.outbox.waiting > 0) findings.push(`${name} has ${state.outbox.waiting} that wait to be sent`)
  const shown = new Map(state.reservations.map((row) => [row.id, row]))
  for (const row of list) {
    const here = shown.get(row.id)
    shown.delete(row.id)
    if (!here) findings.push(`${name} does not show ${row.id}`)
    // Parsed by the server's schema it is the server's row, without what the desk adds.
    else if (!isDeepStrictEqual(reservationSchema.parse(here), row))
      findings.push(`${name} shows ${row.id} otherwise: ${JSON.stringify(here)}, not ${JSON.stringify(row)}`)
  }
  for (const id of shown.keys()) findings.push(`${name} shows ${id}, which the server has not`)
  return findings
}
