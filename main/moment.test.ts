import { expect, it } from 'vitest'
import type { ConnectionState } from '../contract/connection.ts'
import { momentOf } from './moment.ts'

const access = { server: 'https://desk.example', token: 'secret' }
const model = { identity: null, verdicts: new Map() }
const since = '2026-11-27T12:00:00.000Z'
const down = { failures: 3, retryAt: null } as const

it.each<[ConnectionState, boolean]>([
  [{ state: 'live', since }, true],
  [{ state: 'polling', cause: 'real_time_off', ...down }, true],
  [{ state: 'offline', cause: 'desk_too_old', ...down }, true],
  [{ state: 'reconnecting', cause: 'network', ...down }, false],
  [{ state: 'stopped', reason: 'device_revoked' }, false],
])('a server that is %j is asked for a newer desk: %j', (connection, asked) => {
  const moment = momentOf({ now: 5, access, connection, model, asking: new Set() })
  expect(moment).toEqual({
    now: 5,
    access: asked ? access : null,
    venue: null,
    hours: null,
    lastScanAt: null,
  })
})

it('a scan that is being judged is one of now', () => {
  const connection: ConnectionState = { state: 'live', since }
  expect(momentOf({ now: 5, access, connection, model, asking: new Set(['x']) }).lastScanAt).toBe(5)
})
