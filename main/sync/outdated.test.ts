import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Verdict } from '../../contract/ipc.ts'
import type { Finding } from '../alerts/finding.ts'
import { noMemory } from '../alerts/memory.ts'
import { reservationOf, scanEntryOf, undoEntryOf, updateEntryOf, uuidOf } from '../testing/records.ts'
import { Model } from './model.ts'
import { outdated } from './outdated.ts'

const before = '2026-11-24T04:00:00.000Z'
const at = (hours: number): string => new Date(Date.parse(before) + hours * 3_600_000).toISOString()

function verdictOf(index: number, hours: number, startsAt?: number): Verdict {
  return {
    scanId: uuidOf(index),
    outcome: 'admitted',
    people: 1,
    at: at(hours),
    source: 'wedge',
    text: 'x',
    provisional: false,
    repeated: false,
    undone: false,
    ...(startsAt !== undefined && {
      reservation: { ...reservationOf({ index, startsAt: at(startsAt) }), pending: false },
    }),
  }
}
const lateOf = (key: string, hours: number): Finding => ({
  kind: 'late',
  key,
  at: at(hours + 1),
  startsAt: at(hours),
  reservationId: uuidOf(1),
  name: 'Juan Pérez',
  partySize: 2,
})

it('takes what is of days before, and nothing else', () => {
  const model = new Model()
  const phone = (number: string) => ({ customer: { name: 'Juan', phone: number } })
  const scan = {
    scanId: uuidOf(50),
    outcome: 'duplicate' as const,
    people: 1,
    scannedAt: at(-9),
    recordedAt: at(-9),
  }
  const conflict = {
    deskOutcome: 'admitted' as const,
    admissions: [],
    scan: { ...scan, deviceId: 'a', deviceName: 'A' },
  }
  model.apply({
    rows: [
      reservationOf({ index: 1, startsAt: at(-0.001), ...phone('600111222') }),
      reservationOf({ index: 2, startsAt: at(0), ...phone('600111333') }),
    ],
    // What was read today of a reservation that is gone goes with it.
    verdicts: [verdictOf(11, -1), verdictOf(12, 0), verdictOf(13, 5, -30), verdictOf(14, -2, 3)],
    conflicts: [conflict, { ...conflict, reservation: reservationOf({ index: 2, startsAt: at(9) }) }],
    alerts: { ...noMemory, told: ['a', 'b'], latest: [lateOf('b', 2), lateOf('a', -2)], unseen: 2 },
  })
  const { change, heldBack } = outdated(model, before)
  expect(heldBack).toBe(false)
  expect(change.forget).toEqual({
    rows: [uuidOf(1)],
    verdicts: [uuidOf(11), uuidOf(13)],
    clientKeys: [expect.stringContaining('600111333')],
    before,
  })
  expect(change.conflicts).toHaveLength(1)
  expect(change.alerts).toMatchObject({ told: ['a', 'b'], latest: [{ key: 'b' }], unseen: 1 })
  model.apply(change)
  expect([[...model.rows.keys()], [...model.verdicts.keys()]]).toEqual([
    [uuidOf(2)],
    [uuidOf(12), uuidOf(14)],
  ])
  // Nothing more: it can be done as often as one likes.
  expect(outdated(model, before).change).toEqual({ forget: { ...change.forget, rows: [], verdicts: [] } })
})

it('never takes what is not sent yet, nor what that is about (of any mixture)', () => {
  const hours = fc.integer({ min: -40, max: 40 })
  const entries = fc.uniqueArray(
    fc.record({
      on: fc.integer({ min: 1, max: 9 }),
      kind: fc.constantFrom('scan', 'undo', 'update'),
      refused: fc.boolean(),
    }),
    { maxLength: 6 },
  )
  fc.assert(
    fc.property(fc.array(hours, { minLength: 9, maxLength: 9 }), entries, (starts, waiting) => {
      const model = new Model()
      const made = waiting.map(({ on, kind, refused }, index) => {
        const common = { reservationId: uuidOf(on), setAside: refused ? 'not_found' : null }
        const id = 100 + index
        if (kind === 'scan') return scanEntryOf(id, common)
        if (kind === 'undo') return undoEntryOf(id, { ...common, scanId: uuidOf(200 + index) })
        return updateEntryOf(id, {
          ...common,
          changes: { notes: 'x' },
          base: { version: 1, values: { notes: null } },
        })
      })
      model.apply({
        rows: starts.map((hour, index) => reservationOf({ index: index + 1, startsAt: at(hour) })),
        entries: made,
        verdicts: waiting.flatMap((_, index) => [verdictOf(100 + index, -30), verdictOf(200 + index, -30)]),
      })
      const { change, heldBack } = outdated(model, before)
      model.apply(change)
      const kept = new Set(waiting.map(({ on }) => uuidOf(on)))
      for (const [index, hour] of starts.entries())
        expect(model.rows.has(uuidOf(index + 1))).toBe(hour >= 0 || kept.has(uuidOf(index + 1)))
      expect([...model.entries.values()]).toEqual(made)
      for (const entry of made) {
        expect(model.verdicts.has(entry.id)).toBe(true)
        if (entry.kind === 'undo') expect(model.verdicts.has(entry.scanId)).toBe(true)
      }
      expect(heldBack).toBe(starts.some((hour, index) => hour < 0 && kept.has(uuidOf(index + 1))))
    }),
  )
})
