import { pairingCodeMs } from '../../../contract/api.ts'
import type { Desks } from '../../../contract/ipc-manager.ts'
import type { PairedDevice } from '../../../contract/identity.ts'
import type { Connections } from '../../../contract/presence.ts'
import { tellFromMs } from '../shell/clock-words.ts'

export type Stream = Connections['connections'][number]

/** A paired device, and the stream by which it is connected now; where it polls, the server tells of it as of one. */
export interface DeskRow {
  device: PairedDevice
  stream: Stream | undefined
  /** Green is connected and up to date, amber needs a look, grey is away. */
  health: 'well' | 'attention' | 'away'
}

/** Events behind from which on a desk is not called up to date any more: less is on its way. */
const behindFrom = 20

/** The devices that may work here: those that are connected first, then by name. Revoked ones are left out. */
export function deskRows({ devices, connections }: Desks): DeskRow[] {
  const streams = new Map<string, Stream>()
  for (const stream of connections) {
    if (stream.deviceId === null) continue
    const known = streams.get(stream.deviceId)
    // A desk that has just come back may have its old stream for a moment longer.
    if (!known || known.since < stream.since) streams.set(stream.deviceId, stream)
  }
  return devices
    .filter(({ revokedAt }) => revokedAt === null)
    .map((device) => ({ device, stream: streams.get(device.id), health: healthOf(streams.get(device.id)) }))
    .sort(
      (a, b) =>
        Number(b.stream !== undefined) - Number(a.stream !== undefined) ||
        a.device.name.localeCompare(b.device.name, undefined, { numeric: true }),
    )
}

function healthOf(stream: Stream | undefined): DeskRow['health'] {
  if (!stream) return 'away'
  const outbox = stream.report?.outbox
  const stuck = outbox !== undefined && (outbox.setAside > 0 || outbox.waiting > 0)
  const clockIsOff = Math.abs(stream.report?.clockOffsetMs ?? 0) >= tellFromMs
  return stuck || clockIsOff || (stream.lag ?? 0) >= behindFrom ? 'attention' : 'well'
}

/** Who used a pairing code: the first device of its role that was paired after it was made and not known before. */
export function usedBy(
  code: { role: PairedDevice['role']; known: ReadonlySet<string> },
  { devices }: Pick<Desks, 'devices'>,
): PairedDevice | undefined {
  return devices
    .filter(({ id, role }) => role === code.role && !code.known.has(id))
    .sort((a, b) => (a.pairedAt < b.pairedAt ? -1 : 1))[0]
}

/** Whether a code was taken back before its time: the server does that with unused ones where a device is revoked. */
export function isTakenBack(
  { expiresAt }: { expiresAt: string },
  { devices }: Pick<Desks, 'devices'>,
): boolean {
  const madeAt = Date.parse(expiresAt) - pairingCodeMs
  return devices.some(({ revokedAt }) => revokedAt !== null && Date.parse(revokedAt) >= madeAt)
}
