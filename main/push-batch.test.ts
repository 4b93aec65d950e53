import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../contract/ipc.ts'
import type { Activity, DeskReservation, Push, Verdict } from '../contract/ipc.ts'
import { createPushBatch, frameMs, mergePushes } from './push-batch.ts'

const id = (n: number): string => `00000000-0000-7000-8000-${String(n).padStart(12, '0')}`
const row = (n: number, arrivedCount = 0): DeskReservation => ({
  id: id(n),
  businessId: 1,
  code: 'ACDEFG',
  ticketId: 'a'.repeat(24),
  customer: { name: `Guest ${n}` },
  startsAt: '2026-11-24T20:00:00.000Z',
  partySize: 4,
  arrivedCount,
  scanCount: 0,
  status: 'confirmed',
  tags: [],
  version: 1,
  createdAt: '2026-11-24T10:00:00.000Z',
  updatedAt: '2026-11-24T10:00:00.000Z',
  pending: false,
})
const activity = (name: string): Activity => ({
  kind: 'changed',
  name,
  vip: false,
  own: false,
  deviceName: 'Door',
})
const rows = (
  upserts: DeskReservation[],
  removals: string[] = [],
  told: Activity[] = [],
): Push & { kind: 'rows' } => ({
  kind: 'rows',
  upserts,
  removals,
  activity: told,
})
const outbox = (waiting: number): Push => ({
  kind: 'outbox',
  outbox: { waiting, conflicts: [], setAside: [] },
})
const verdict = (n: number): Push => ({
  kind: 'verdict',
  verdict: {
    scanId: id(n),
    outcome: 'admitted',
    people: 1,
    at: '2026-11-24T20:00:00.000Z',
    source: 'wedge',
    text: 'FD1',
    provisional: false,
    repeated: false,
    undone: false,
  } satisfies Verdict,
})
const state: Push = {
  kind: 'state',
  state: {
    business: null,
    device: null,
    venue: null,
    day: null,
    reservations: [],
    scans: [],
    conflicts: [],
    outbox: { waiting: 0, conflicts: [], setAside: [] },
    freshness: { connection: { state: 'stopped', reason: 'not_paired' }, freshAt: null },
    settings: defaultSettings,
    systemLanguage: 'es',
  },
}

describe('pushes of one frame', () => {
  it('become one of rows, in which the last of a reservation wins', () => {
    const merged = mergePushes([rows([row(1, 0), row(2)]), rows([row(1, 1)]), rows([row(1, 2)])])
    expect(merged).toEqual([rows([row(1, 2), row(2)])])
  })

  it('end with what happened to a reservation last: removed, or there again', () => {
    expect(mergePushes([rows([row(1)]), rows([], [id(1)])])).toEqual([rows([], [id(1)])])
    expect(mergePushes([rows([], [id(1)]), rows([row(1)])])).toEqual([rows([row(1)])])
  })

  it('keep every activity and every verdict in their order', () => {
    const merged = mergePushes([
      rows([row(1)], [], [activity('a')]),
      verdict(1),
      rows([row(1, 1)], [], [activity('b')]),
      verdict(2),
    ])
    expect(merged).toEqual([rows([row(1, 1)], [], [activity('a'), activity('b')]), verdict(1), verdict(2)])
  })

  it('keep the last state of the outbox', () => {
    expect(mergePushes([outbox(1), outbox(2), outbox(0)])).toEqual([outbox(0)])
  })

  it('begin with a new state of everything, without the rows that it replaces', () => {
    const merged = mergePushes([
      rows([row(1)], [], [activity('a')]),
      outbox(3),
      verdict(1),
      state,
      rows([row(2)]),
    ])
    expect(merged).toEqual([state, rows([row(2)], [], [activity('a')]), verdict(1)])
  })
})

/** Time is in the test's hand; the turn of the event loop is real. */
function bench() {
  let now = 1_000
  const timers: { at: number; run: () => void }[] = []
  const sent: (readonly Push[])[] = []
  const tell = createPushBatch((pushes) => sent.push(pushes), {
    now: () => now,
    setTimeout: (run, ms) => timers.push({ at: now + ms, run }),
  })
  const advance = (ms: number): void => {
    now += ms
    for (const timer of timers.splice(0)) {
      if (timer.at <= now) timer.run()
      else timers.push(timer)
    }
  }
  return { tell, sent, advance }
}

describe('a batch of pushes (clock mocked)', () => {
  it('sends at the end of the turn when nothing was sent for a frame', async () => {
    const { tell, sent } = bench()
    tell(outbox(1))
    tell(verdict(1))
    expect(sent).toEqual([])
    await Promise.resolve()
    expect(sent).toEqual([[verdict(1), outbox(1)]])
  })

  it('sends once a frame, however much is told', async () => {
    const { tell, sent, advance } = bench()
    tell(outbox(0))
    await Promise.resolve()
    for (let n = 1; n <= 100; n++) tell(outbox(n))
    await Promise.resolve()
    expect(sent).toHaveLength(1)
    advance(frameMs - 1)
    expect(sent).toHaveLength(1)
    advance(1)
    expect(sent).toEqual([[outbox(0)], [outbox(100)]])
  })

  it('loses nothing that is told while it sends', async () => {
    const { tell, sent, advance } = bench()
    tell(verdict(1))
    await Promise.resolve()
    tell(verdict(2))
    advance(frameMs)
    tell(verdict(3))
    advance(frameMs)
    expect(sent).toEqual([[verdict(1)], [verdict(2)], [verdict(3)]])
  })
})
