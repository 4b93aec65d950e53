import { z } from 'zod'
import { changesResponseSchema, listResponseSchema, pairingCodeSchema } from '../../contract/api.ts'
import type { ChangesResponse, ListResponse, Role } from '../../contract/api.ts'
import { pairedDevicesSchema } from '../../contract/identity.ts'
import type { PairedDevice } from '../../contract/identity.ts'
import { numbersSchema } from '../../contract/numbers.ts'
import { connectionsSchema } from '../../contract/presence.ts'
import type { Connections } from '../../contract/presence.ts'
import { adminSettingsSchema } from '../../contract/settings.ts'
import type { AdminSettings, VenueSettingsChanges } from '../../contract/settings.ts'
import { createCall } from './call.ts'
import type { ApiOptions } from './call.ts'

/** What a manager's desk may ask of the server besides what any desk may. Its methods throw as Api's do. */
export interface ManagerApi {
  devices(): Promise<{ devices: PairedDevice[] }>
  connections(): Promise<Connections>
  newPairingCode(role: Exclude<Role, 'admin'>): Promise<z.infer<typeof pairingCodeSchema>>
  renameDevice(id: string, name: string): Promise<void>
  revokeDevice(id: string): Promise<void>
  /** The list of a day as it stood at an instant. 404 where the log does not hold that moment. */
  listAsOf(businessId: number, day: string, at: string): Promise<ListResponse>
  changes(businessId: number, since: number): Promise<ChangesResponse>
  /** The venue's days from the first to the last, both included. */
  numbers(businessId: number, from: string, to: string): Promise<z.infer<typeof numbersSchema>>
  settings(): Promise<AdminSettings>
  /** 412 where the settings are another version's by now. */
  changeSettings(changes: VenueSettingsChanges, version: string): Promise<AdminSettings>
  changePin(pin: string): Promise<void>
}

export function createManagerApi(options: ApiOptions): ManagerApi {
  const call = createCall(options)
  const device = (id: string) => `api/admin/devices/${encodeURIComponent(id)}`
  return {
    devices: () => call('GET', 'api/admin/devices', pairedDevicesSchema),
    connections: () => call('GET', 'api/admin/connections', connectionsSchema),
    newPairingCode: (role) => call('POST', 'api/admin/pairing-codes', pairingCodeSchema, { body: { role } }),
    renameDevice: async (id, name) => {
      await call('PUT', device(id), z.unknown(), { body: { name } })
    },
    revokeDevice: async (id) => {
      await call('DELETE', device(id), z.unknown())
    },
    listAsOf: (businessId, day, at) =>
      call('GET', 'api/reservas', listResponseSchema, { query: { businessId, date: day, at } }),
    changes: (businessId, since) =>
      call('GET', 'api/reservas/changes', changesResponseSchema, { query: { businessId, since } }),
    numbers: (businessId, from, to) =>
      call('GET', 'api/admin/numbers', numbersSchema, { query: { businessId, from, to } }),
    settings: () => call('GET', 'api/admin/settings', adminSettingsSchema),
    changeSettings: (changes, version) =>
      call('PUT', 'api/admin/settings', adminSettingsSchema, {
        body: changes,
        headers: { 'If-Match': `"${version}"` },
      }),
    changePin: async (pin) => {
      await call('PUT', 'api/admin/pin', z.unknown(), { body: { pin } })
    },
  }
}
