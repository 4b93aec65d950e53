// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import { defaultSettings } from '../../contract/ipc.ts'
import type { DeskState, ToldPush } from '../../contract/ipc.ts'
import { defaultVenueSettings } from '../../contract/settings.ts'
import { reservation, uuidOf, verdict } from '../testing/sample.ts'
import { applyPush, applyState } from './apply-push.ts'
import { useDesk } from './desk-store.ts'
import { takeChange } from './recent-changes.ts'

const state: DeskState = {
  business: { id: 1, name: 'Casa Lumbre', timeZone: 'Europe/Madrid', dayStartsAt: 5, capacity: 90 },
  device: { id: 'd1', name: 'Puesto 1', role: 'desk' },
  venue: { ...defaultVenueSettings, capacity: 90 },
  day: '2026-11-24',
  reservations: [reservation(2), reservation(1)],
  scans: [verdict({ scanId: uuidOf(1), at: '2026-11-24T18:00:00.000Z' }), verdict({ scanId: uuidOf(2) })],
  conflicts: [],
  outbox: { waiting: 0, conflicts: [], setAside: [] },
  freshness: { connection: { state: 'live', since: '2026-11-24T18:00:00.000Z' }, freshAt: null },
  settings: defaultSettings,
  systemLanguage: 'es-ES',
}
const push = (told: ToldPush) => useDesk.setState((desk) => applyPush(desk, told))
const rows = (upserts: ReturnType<typeof reservation>[], removals: string[] = []) =>
  push({ kind: 'rows', upserts, removals, activity: [] })

beforeEach(() => useDesk.setState({ ...useDesk.getInitialState(), ...applyState(state) }))

describe('what main tells', () => {
  it('first is everything: rows by their hour, scans with the newest first', () => {
    const desk = useDesk.getState()
    expect(desk.order).toEqual([uuidOf(1), uuidOf(2)])
    expect(desk.scans.map(({ scanId }) => scanId)).toEqual([uuidOf(2), uuidOf(1)])
  })

  it('may hold rows of other days, and rows that say nothing of the outbox: the server’s own', () => {
    const { pending, ...row } = reservation(3)
    expect(pending).toBe(false)
    const other = reservation(4, { startsAt: '2026-11-25T20:00:00.000Z' })
    push({
      kind: 'state',
      state: { ...state, reservations: [other, row, reservation(1, { pending: true })] },
    })
    const { order, byId } = useDesk.getState()
    expect(order).toEqual([uuidOf(1), uuidOf(3)])
    expect(order.map((id) => byId.get(id)?.pending)).toEqual([true, false])
  })

  it('of rows changes the store once, however many they are', () => {
    let changes = 0
    const stop = useDesk.subscribe(() => (changes += 1))
    rows([reservation(3), reservation(4), reservation(1, { arrivedCount: 2 })], [uuidOf(2)])
    stop()
    expect(changes).toBe(1)
    expect(useDesk.getState().order).toEqual([uuidOf(1), uuidOf(3), uuidOf(4)])
  })

  it('of a reservation that was moved to another day takes it off the list', () => {
    rows([reservation(1, { startsAt: '2026-11-26T20:00:00.000Z' })])
    expect(useDesk.getState().order).toEqual([uuidOf(2)])
    rows([reservation(5, { startsAt: '2026-11-25T03:59:00.000Z' })])
    expect(useDesk.getState().order).toEqual([uuidOf(2), uuidOf(5)])
  })

  it('of a scan that was judged again is shown where it is on the screen', () => {
    useDesk.getState().showVerdict(verdict({ provisional: true }))
    push({ kind: 'verdict', verdict: verdict({ outcome: 'duplicate' }) })
    expect(useDesk.getState().band?.verdict.outcome).toBe('duplicate')
    push({ kind: 'verdict', verdict: verdict({ scanId: uuidOf(7), outcome: 'unknown' }) })
    expect(useDesk.getState().band?.verdict.outcome).toBe('duplicate')
    expect(useDesk.getState().scans[0]?.scanId).toBe(uuidOf(7))
  })
})

describe('a card glows', () => {
  it('once, when something that can be seen has changed', () => {
    rows([reservation(1, { arrivedCount: 1 })])
    expect(takeChange(uuidOf(1))).toBe(true)
    expect(takeChange(uuidOf(1))).toBe(false)
  })

  it('not when the server only confirmed what was shown', () => {
    rows([reservation(1, { version: 2, pending: true, updatedAt: '2026-11-24T20:00:00.000Z' })])
    expect(takeChange(uuidOf(1))).toBe(false)
  })
})

describe('the band', () => {
  const show = (over: Parameters<typeof verdict>[0]) => useDesk.getState().showVerdict(verdict(over))
  const admitted = () => useDesk.getState().band?.admitted.map(({ scanId }) => scanId)

  it('counts the party by + and takes the last back by −', () => {
    show({ scanId: uuidOf(1) })
    show({ scanId: uuidOf(2) })
    expect(admitted()).toEqual([uuidOf(1), uuidOf(2)])
    show({ scanId: uuidOf(2), undone: true })
    expect(admitted()).toEqual([uuidOf(1)])
    show({ scanId: uuidOf(3), outcome: 'over_capacity' })
    expect(admitted()).toEqual([uuidOf(1)])
  })

  it('begins anew with another code', () => {
    show({ scanId: uuidOf(1) })
    show({ scanId: uuidOf(2), text: 'QRTUVW' })
    expect(admitted()).toEqual([uuidOf(2)])
  })

  it('says a repeated code again without counting it, and without another line among the scans', () => {
    show({ scanId: uuidOf(1) })
    const { scans, band } = useDesk.getState()
    show({ scanId: uuidOf(1), repeated: true })
    expect(useDesk.getState().scans).toBe(scans)
    expect(admitted()).toEqual([uuidOf(1)])
    expect(useDesk.getState().band?.shown).not.toBe(band?.shown)
  })
})
