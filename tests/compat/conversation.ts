import { deskEventSchema } from '../../contract/events.ts'
import type { Api, ApiOptions, pair } from '../../main/http/api.ts'
import type { openEventStream } from '../../main/live/event-stream.ts'

/** The desk's own client of a server, of whichever version. */
export interface DeskClient {
  pair: typeof pair
  createApi: (
    options: ApiOptions,
  ) => Omit<Api, 'conflicts' | 'decideConflict' | 'revokedTickets' | 'newTicket' | 'report'>
  openEventStream: typeof openEventStream
}

interface Place {
  server: string
  pairingCode: string
  /** When it takes place, ISO in UTC: all instants that the desk names are this one. */
  at: string
  fetch: typeof fetch
}

/** How the ids begin that the desk makes in it. */
export const ownIds = '01990000-0000-7000-8000-'
const id = (number: number): string => ownIds + String(number).padStart(12, '0')
/** The one party of the conversation. */
export const partyId = id(1)

/**
 * All that a desk says to its server in an evening, once each: it is paired, takes the list, makes a reservation and
 * changes it, once too late, scans, sends a batch, undoes, deletes, and hears of all that on its stream.
 * @returns the types of the events that it heard
 */
export async function converse(
  desk: DeskClient,
  { server, pairingCode, at, fetch }: Place,
): Promise<string[]> {
  const { token, device } = await desk.pair(server, { code: pairingCode, name: 'Puerta' }, fetch)
  const api = desk.createApi({ server, token, fetch })
  await api.health()
  const { business } = await api.identity()
  const businessId = business.id
  const { cursor } = await api.list(businessId)
  const { code, version } = await api.create(
    {
      id: partyId,
      businessId,
      customer: { name: 'Antigua Rojas', phone: '+34 612 345 678', email: 'rojas@correo.example' },
      startsAt: at,
      partySize: 4,
      table: '12',
      notes: 'Junto a la ventana',
      tags: ['vip', 'allergy:nueces'],
    },
    id(11),
  )
  await api.update(partyId, { table: '7', notes: null, partySize: 3 }, { key: id(12), version })
  await isRefused(api.update(partyId, { table: '9' }, { key: id(13), version }), 412)
  const scan = { businessId, people: 1, scannedAt: at, deviceId: device.id }
  await api.scan({ ...scan, code, scanId: id(21) }, { timeoutMs: 10_000 })
  await api.scanBatch(businessId, [
    { ...scan, code, scanId: id(22), people: 2 },
    { ...scan, code, scanId: id(23) },
    { ...scan, code: 'FD1AAAA', scanId: id(24) },
  ])
  const undone = await api.undo(id(22), id(14))
  await api.list(businessId)
  await isRefused(api.checkPin('0000'), 403)
  await api.checkPin('2580')
  await api.rename('Terraza')
  await api.remove(partyId, { key: id(15), version: undone.reservation?.version ?? 0 })
  await api.changes(businessId, cursor, null)
  return listen(desk, { server, token, businessId, cursor, fetch })
}

async function isRefused(asked: Promise<unknown>, status: number): Promise<void> {
  const error: unknown = await asked.then(
    () => undefined,
    (refusal: unknown) => refusal,
  )
  if (!(error instanceof Error && 'status' in error && error.status === status))
    throw new Error(`This should have been refused with ${status}.`, { cause: error })
}

/** The stream from the cursor on, until it says that the party was deleted. */
function listen(
  { openEventStream }: DeskClient,
  where: { server: string; token: string; businessId: number; cursor: number; fetch: typeof fetch },
): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const heard: string[] = []
    const stream = openEventStream({
      ...where,
      epoch: null,
      timers: { now: Date.now, setTimeout, clearTimeout: (handle) => clearTimeout(Number(handle)) },
      onConnected: () => undefined,
      onEvent: (data) => {
        const { type } = deskEventSchema.parse(JSON.parse(data))
        heard.push(type)
        if (type !== 'reservation-deleted') return
        stream.close()
        resolve(heard)
      },
      onReset: () => reject(new Error('The server does not know the cursor that it has just given.')),
      onBytes: () => undefined,
      onEnd: ({ message }) => reject(new Error(message)),
      room: () => Promise.resolve(),
    })
  })
}
