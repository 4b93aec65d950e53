import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { DeskState } from '../../contract/ipc.ts'
import type { About } from '../../contract/shell.ts'
import { logFileName } from '../log-file.ts'
import { scrub } from './scrub.ts'

/** Lines of the log that go along. */
const lastLines = 200

interface Diagnosed {
  about: About
  server: { version: string; protocol: number } | null
  state: DeskState
  at: Date
}

/**
 * What a helper from afar needs to know, as text: versions, how the connection is, how many there are of what, the
 * settings, and the end of the log. Counts stand in the place of guests, and the log is scrubbed.
 */
export async function diagnose({ about, server, state, at }: Diagnosed): Promise<string> {
  const { business, device, day, reservations, scans, outbox, freshness, settings, storeTrouble } = state
  // What was chosen of this computer's hardware has numbers that name it.
  const { cameraId, mirroredCameras, serialScanner, ...choices } = settings
  const facts = {
    at: at.toISOString(),
    about,
    server,
    venue: business && { id: business.id, timeZone: business.timeZone },
    desk: device && { id: device.id, role: device.role },
    day,
    connection: freshness.connection,
    freshAt: freshness.freshAt,
    storeTrouble: storeTrouble ?? null,
    counts: {
      reservations: reservations.length,
      pending: reservations.filter(({ pending }) => pending).length,
      scans: scans.length,
      waiting: outbox.waiting,
      setAside: outbox.setAside.map(({ kind, code }) => `${kind}: ${code}`),
    },
    settings: {
      ...choices,
      cameraChosen: cameraId !== null,
      mirrored: mirroredCameras.length,
      serialChosen: serialScanner !== null,
    },
  }
  const log = await lastOf(path.join(about.logFolder, logFileName))
  return scrub(`${JSON.stringify(facts, null, 2)}\n\n${log}`)
}

/** The log's end; a log that cannot be read says why, since that is part of the diagnosis. */
async function lastOf(file: string): Promise<string> {
  try {
    const lines = (await readFile(file, 'utf8')).split('\n')
    return lines.slice(-lastLines - 1).join('\n')
  } catch (error) {
    return `The log cannot be read: ${String(error)}`
  }
}
