import { expect, it } from 'vitest'
import type { PairedDevice } from '../../../contract/identity.ts'
import { deskRows, isTakenBack, usedBy } from './desk-rows.ts'
import type { Stream } from './desk-rows.ts'

const at = '2026-11-24T19:30:00.000Z'
const device = (id: string, over: Partial<PairedDevice> = {}): PairedDevice => ({
  id,
  name: id,
  role: 'desk',
  pairedAt: at,
  lastSeenAt: at,
  revokedAt: null,
  ...over,
})
const stream = (deviceId: string | null, over: Partial<Stream> = {}): Stream => ({
  connectionId: `c-${deviceId}`,
  deviceId,
  name: '',
  since: at,
  seq: 1,
  ...over,
})
const report = (waiting: number, setAside: number): NonNullable<Stream['report']> => ({
  version: '0.1.0',
  outbox: { waiting, setAside },
  cursor: 1,
  at,
})

it('connected desks come first, then by name as people count; revoked ones are left out', () => {
  const rows = deskRows({
    devices: [device('Puesto 10'), device('Puesto 2'), device('Z'), device('gone', { revokedAt: at })],
    connections: [stream('Z'), stream(null)],
  })
  expect(rows.map((row) => row.device.name)).toEqual(['Z', 'Puesto 2', 'Puesto 10'])
  expect(rows.map((row) => row.health)).toEqual(['well', 'away', 'away'])
})

it('a desk wants attention when something waits in its outbox, or it is far behind', () => {
  const health = (over: Partial<Stream>) =>
    deskRows({ devices: [device('d')], connections: [stream('d', over)] })[0]?.health
  expect(health({ report: report(0, 0), lag: 3 })).toBe('well')
  expect(health({ report: report(2, 0) })).toBe('attention')
  expect(health({ report: report(0, 1) })).toBe('attention')
  expect(health({ lag: 20 })).toBe('attention')
})

it('of two streams of one desk the newer counts', () => {
  const rows = deskRows({
    devices: [device('d')],
    connections: [stream('d', { since: '2026-11-24T19:40:00.000Z', seq: 9 }), stream('d', { seq: 2 })],
  })
  expect(rows[0]?.stream?.seq).toBe(9)
})

it('a code was used by the first new device of its role', () => {
  const code = { role: 'desk' as const, known: new Set(['old']) }
  const later = device('later', { pairedAt: '2026-11-24T19:50:00.000Z' })
  const first = device('first', { pairedAt: '2026-11-24T19:40:00.000Z' })
  const manager = device('m', { role: 'manager' })
  expect(usedBy(code, { devices: [device('old'), manager] })).toBeUndefined()
  expect(usedBy(code, { devices: [later, first, manager] })?.id).toBe('first')
})

it('a code was taken back where a device was revoked after it was made', () => {
  const code = { expiresAt: '2026-11-24T19:40:00.000Z' }
  const revoked = (revokedAt: string | null) => ({ devices: [device('kept'), device('d', { revokedAt })] })
  expect(isTakenBack(code, revoked(null))).toBe(false)
  expect(isTakenBack(code, revoked('2026-11-24T19:29:59.000Z'))).toBe(false)
  expect(isTakenBack(code, revoked('2026-11-24T19:31:00.000Z'))).toBe(true)
})
