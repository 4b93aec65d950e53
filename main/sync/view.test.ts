import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DeskEvent } from '../../contract/events.ts'
import { applyAdmission, applyChanges } from '../../contract/reservation.ts'
import type { Reservation } from '../../contract/reservation.ts'
import type { ScanResponse } from '../../contract/scan.ts'
import type { OutboxEntry } from '../store/outbox-entry.ts'
import {
  at,
  businessId,
  identityRecord,
  reservationOf,
  scanEntryOf,
  undoEntryOf,
  updateEntryOf,
  uuidOf,
} from '../testing/records.ts'
import { confirmed, scanAnswered } from './answers.ts'
import { digest } from './events.ts'
import { Model } from './model.ts'
import { viewOf } from './view.ts'

const row = reservationOf({ partySize: 200 })

describe('the desk’s view of a reservation', () => {
  it('is the row itself where nothing waits', () => {
    expect(viewOf(row, [])).toEqual({ ...row, pending: false })
    expect(viewOf(undefined, [])).toBeUndefined()
  })

  it('has this desk’s work laid over it, in order', () => {
    const scan = scanEntryOf(100, { people: 2 })
    const edit = updateEntryOf(101, {
      changes: { table: '9' },
      base: { version: 1, values: { table: null } },
    })
    expect(viewOf(row, [scan, edit])).toMatchObject({
      arrivedCount: 2,
      status: 'arrived',
      table: '9',
      pending: true,
    })
    expect(viewOf(row, [scan, undoEntryOf(102, { people: 2 })])).toMatchObject({
      arrivedCount: 0,
      status: 'confirmed',
    })
  })

  it('is not touched by a refused scan, nor by what was set aside', () => {
    const refused = scanEntryOf(100, { deskOutcome: 'over_capacity' })
    const aside = { ...scanEntryOf(101), setAside: 'validation' }
    expect(viewOf(row, [refused, aside])).toEqual({ ...row, pending: false })
  })
})

/**
 * A server that judges everything as admitted, and a desk that sends one entry after the other. Between them,
 * events and answers come when they want to, and answers get lost.
 */
class World {
  truth: Reservation = row
  readonly log: DeskEvent[] = []
  readonly model = new Model()
  private readonly done = new Map<string, Reservation>()
  private delivered = 0
  private made = 100
  private inFlight: { entry: OutboxEntry; answer: Reservation } | undefined
  ownScans = 0
  /** Scans of other desks that are in the row of each version. */
  private readonly othersAt = new Map([[1, 0]])
  private others = 0

  constructor() {
    this.model.apply({ identity: identityRecord, cursor: 0, rows: [row] })
  }

  private commit(next: Reservation, event: (reservation: Reservation) => Partial<DeskEvent>): void {
    this.truth = { ...next, version: this.truth.version + 1 }
    this.othersAt.set(this.truth.version, this.others)
    const line = { seq: this.log.length + 1, businessId, at, actor: { kind: 'device', id: 'x', name: 'x' } }
    this.log.push({ ...line, ...event(this.truth) } as DeskEvent)
  }

  private scanned(scanId: string): void {
    this.commit(applyAdmission(this.truth, 1), (reservation) => ({
      type: 'qr-scanned',
      reservation,
      scan: this.scanOf(scanId),
    }))
  }

  private scanOf(scanId: string): ScanResponse['scan'] {
    const times = { scannedAt: at, recordedAt: at }
    return { scanId, outcome: 'admitted', people: 1, ...times, deviceId: 'x', deviceName: 'x' }
  }

  otherScan(): void {
    this.others += 1
    this.scanned(uuidOf(5_000 + this.others))
  }

  otherEdit(): void {
    const changes = { notes: `note ${this.log.length}` }
    this.commit(applyChanges(this.truth, changes), (reservation) => ({
      type: 'reservation-updated',
      reservation,
    }))
  }

  ownScan(): void {
    this.ownScans += 1
    this.model.apply({ entries: [scanEntryOf(this.made++)] })
  }

  ownEdit(): void {
    const table = String(this.made)
    const base = { version: this.model.rows.get(row.id)?.version ?? 0, values: {} }
    this.model.apply({ entries: [updateEntryOf(this.made++, { changes: { table }, base })] })
  }

  send(): void {
    const [entry] = this.model.entries.values()
    if (!entry || this.inFlight) return
    if (!this.done.has(entry.id)) {
      if (entry.kind === 'scan') this.scanned(entry.id)
      else if (entry.kind === 'update') {
        this.commit(applyChanges(this.truth, entry.changes), (reservation) => ({
          type: 'reservation-updated',
          reservation,
        }))
      }
      this.done.set(entry.id, this.truth)
    }
    // A known scan is answered with the row as it stands now, a known edit with its first answer.
    const answer = entry.kind === 'scan' ? this.truth : (this.done.get(entry.id) ?? this.truth)
    this.inFlight = { entry, answer }
  }

  answer(): void {
    const { entry, answer } = this.inFlight ?? {}
    this.inFlight = undefined
    if (!entry || !answer) return
    const response = { outcome: 'admitted' as const, reservation: answer, scan: this.scanOf(entry.id) }
    const { change } =
      entry.kind === 'scan'
        ? scanAnswered(this.model, entry.id, response, false)
        : confirmed(this.model, entry.id, answer)
    this.model.apply(change)
  }

  lose(): void {
    this.inFlight = undefined
  }

  hear(): void {
    const event = this.log[this.delivered]
    if (!event) return
    this.delivered += 1
    this.model.apply(digest(this.model, [event], at, new Set()).change)
  }

  drain(): void {
    this.lose()
    while (this.model.entries.size > 0) {
      this.send()
      this.answer()
    }
    while (this.delivered < this.log.length) this.hear()
  }

  /** Every scan that this desk made is counted once, be it in the row or still waiting. */
  check(): void {
    const version = this.model.rows.get(row.id)?.version ?? 0
    const expected = this.ownScans + (this.othersAt.get(version) ?? Number.NaN)
    expect(this.model.view(row.id)?.arrivedCount).toBe(expected)
  }
}

const moves = ['ownScan', 'ownEdit', 'otherScan', 'otherEdit', 'send', 'answer', 'lose', 'hear'] as const

describe('however events and answers come', () => {
  it('no scan is counted twice on the way, and the desk ends with the server’s row', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...moves), { maxLength: 60 }), (sequence) => {
        const world = new World()
        for (const move of sequence) {
          world[move]()
          world.check()
        }
        world.drain()
        world.check()
        expect(world.model.view(row.id)).toEqual({ ...world.truth, pending: false })
      }),
      { numRuns: 300 },
    )
  })

  it('an old answer does not bring back what was deleted', () => {
    const world = new World()
    world.ownScan()
    world.send()
    world.model.apply({ gone: [{ id: row.id, version: 9, ticketId: row.ticketId }] })
    world.answer()
    expect(world.model.view(row.id)).toBeUndefined()
    expect(world.model.entries.size).toBe(0)
  })
})
