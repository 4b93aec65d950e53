import { describe, expect, it } from 'vitest'
import type { ConnectionState } from '../contract/connection.ts'
import { defaultSettings } from '../contract/ipc.ts'
import { withinKiosk } from './kiosk.ts'
import { at, uuidOf } from './testing/records.ts'
import { notingHandlers } from './testing/noting-handlers.ts'

const live: ConnectionState = { state: 'live', since: at }
const stopped: ConnectionState = { state: 'stopped', reason: 'device_revoked' }
const refusal = { ok: false, problem: { code: 'kiosk' } }

function desk({ kiosk, connection = live }: { kiosk: boolean; connection?: ConnectionState }) {
  const { handlers, seen } = notingHandlers()
  const settings = { ...defaultSettings, kiosk }
  const within = withinKiosk(handlers, () => ({ settings, freshness: { connection, freshAt: null } }))
  return { within, seen }
}
type Handlers = ReturnType<typeof desk>['within']

const pair = (on: Handlers) =>
  on.pair({ server: 'https://elsewhere.example', code: 'AAAA1111', name: 'Puerta' })
const waysOut: [string, (on: Handlers) => Promise<unknown>][] = [
  ['the system’s file manager', (on) => on.openLogFolder(undefined)],
  ['the system’s save dialog', (on) => on.saveFile({ name: 'a.csv', text: 'a' })],
  ['another PIN', (on) => on.changePin({ pin: '1234' })],
  ['a manager’s code for a device that could set one', (on) => on.makePairingCode({ role: 'manager' })],
  ['a desk that its server no longer knows', (on) => on.revokeDevice({ id: uuidOf(1) })],
  ['a computer that starts without the desk', (on) => on.startWithSystem({ on: false })],
  ['the moment in which a newer desk takes its place', (on) => on.installUpdate(undefined)],
  ['another server', pair],
]

describe.each(waysOut)('%s', (_way, ask) => {
  it('is refused in kiosk mode, and asked of nobody', async () => {
    const { within, seen } = desk({ kiosk: true })
    expect(await ask(within)).toEqual(refusal)
    expect(seen).toEqual([])
  })

  it('is there otherwise', async () => {
    await expect(ask(desk({ kiosk: false }).within)).rejects.toThrow('reached')
  })
})

it('a kiosk that its server no longer knows can be paired again', async () => {
  await expect(pair(desk({ kiosk: true, connection: stopped }).within)).rejects.toThrow('reached')
})

it('what a helper needs to know can be copied at a kiosk, and the PIN leads out of it', async () => {
  const { within } = desk({ kiosk: true })
  await expect(within.copyDiagnostics(undefined)).rejects.toThrow('reached')
  await expect(within.leaveKiosk({ pin: '2580' })).rejects.toThrow('reached')
})
