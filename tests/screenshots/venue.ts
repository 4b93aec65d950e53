import { fork } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { stopProcess } from '../../scripts/desk/stop-process.ts'
import { root } from '../../scripts/paths.ts'
import type { Scene } from '../e2e/support/scene.ts'

const readySchema = z.object({ url: z.url(), tokens: z.object({ desk: z.string() }) })

/** A real server with so many reservations today: the one that the benches measure a desk with. */
export async function venueOf(scene: Scene, reservations: number): Promise<z.infer<typeof readySchema>> {
  const file = path.join(scene.folder, `venue-${reservations}.sqlite`)
  const child = fork(path.join(root, 'bench/desk/venue.ts'), [file, String(reservations)])
  scene.afterwards(async () => {
    await stopProcess(child)
    rmSync(file, { force: true })
  })
  const ended = once(child, 'exit').then(() => {
    throw new Error('The venue’s server ended before it was ready.')
  })
  const said: unknown[] = await Promise.race([once(child, 'message'), ended])
  return readySchema.parse(said[0])
}
