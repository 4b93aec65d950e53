import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { stopProcess } from '../../scripts/desk/stop-process.ts'
import type { VenueReady } from './messages.ts'

export interface VenueProcess extends VenueReady {
  stop: () => Promise<void>
}

/** A real server in a process of its own, on a new database with so many reservations today. */
export async function startVenue(reservations: number): Promise<VenueProcess> {
  const folder = mkdtempSync(path.join(tmpdir(), 'front-desk-bench-'))
  const file = path.join(import.meta.dirname, 'venue.ts')
  const child = fork(file, [path.join(folder, 'venue.sqlite'), String(reservations)])
  const stop = async (): Promise<void> => {
    await stopProcess(child)
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  const ended = once(child, 'exit').then(() => {
    throw new Error('The venue’s server ended before it was ready.')
  })
  try {
    const said: unknown[] = await Promise.race([once(child, 'message'), ended])
    // Both ends are ours, and of the same checkout.
    return { ...(said[0] as VenueReady), stop }
  } catch (error) {
    await stop()
    throw error
  }
}
