import { expect, it } from 'vitest'
import type { PairedDevice } from '../../contract/identity.ts'
import { presenceAfter } from './presence.ts'
import type { Presence } from './seen.ts'

const device = (id: string, more: Partial<PairedDevice> = {}): PairedDevice => ({
  id,
  name: `Puesto ${id}`,
  role: 'desk',
  pairedAt: '2026-11-24T10:00:00.000Z',
  lastSeenAt: null,
  revokedAt: null,
  ...more,
})
const open = (...ids: (string | null)[]) =>
  ids.map((deviceId, index) => ({
    connectionId: String(index),
    deviceId,
    name: '',
    since: '2026-11-24T19:00:00.000Z',
    seq: 1,
  }))

it('a desk is missed since the first look that does not find it; one that was never there is not', () => {
  const devices = [device('1'), device('2')]
  let desks: Presence[] = presenceAfter([], devices, open('1', null), 100)
  expect(desks.map(({ connected, missingSince }) => [connected, missingSince])).toEqual([
    [true, null],
    [false, null],
  ])
  desks = presenceAfter(desks, devices, open(), 200)
  desks = presenceAfter(desks, devices, open(), 300)
  expect(desks.map(({ missingSince }) => missingSince)).toEqual([200, null])
  desks = presenceAfter(desks, devices, open('1'), 400)
  expect(desks[0]).toMatchObject({ connected: true, missingSince: null, askedAt: 400 })
})

it('managers’ own apps and revoked desks are no desks of the door', () => {
  const devices = [device('1', { role: 'manager' }), device('2', { revokedAt: '2026-11-24T19:00:00.000Z' })]
  expect(presenceAfter([], devices, open('1'), 0)).toEqual([])
})
