import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import pino from 'pino'
import { buildApp } from '../../../server/app.ts'
import { createDevice, mintToken } from '../../../server/auth/tokens.ts'
import type { Context } from '../../../server/context.ts'
import { openDemo } from '../../../server/demo/seed.ts'
import { lastSeq, type Doing } from '../../../server/events/log.ts'
import { openDatabase } from '../../../server/storage/database.ts'
import { dataBytes } from '../messages.ts'
import { publishing, serve } from './serve.ts'

/**
 * Ours: the whole server on a database file, a token of its own for each desk. Events are written through the log: one
 * transaction each at a rate, one for all of a burst, so that they are published in the same turn.
 */
const desks = Number(process.argv[2])
const businessId = 1
const folder = mkdtempSync(path.join(os.tmpdir(), 'frontdesk-bench-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
process.on('SIGTERM', () => process.exit(0))

const db = await openDatabase(path.join(folder, 'frontdesk.db'))
await openDemo(db, new Date())
const tokens = await db.transaction().execute(async (tx) => {
  const made: string[] = []
  for (let n = 0; n < desks; n++) {
    const device = await createDevice(tx, { businessId, name: `Puesto ${n}`, role: 'desk' }, new Date())
    made.push(await mintToken(tx, device.id, new Date()))
  }
  return made
})

const app = await buildApp({
  db,
  logger: pino({ level: 'silent' }),
  heartbeatMs: 30_000,
  now: () => new Date(),
  random: Math.random,
  maxStreams: desks,
})
await app.listen({ host: '127.0.0.1', port: 0, backlog: 4096 })
const { port } = app.server.address() as AddressInfo

const { hub, log }: Context = app.context
const publish = hub.publish.bind(hub)
hub.publish = (event) => {
  publishing()
  publish(event)
}

/** An event of the right size: what is missing is made up for in the actor's name. */
function doing(seq: number): Doing {
  const now = new Date()
  const actor = { kind: 'system', id: 'bench', name: '' } as const
  const plain = { seq, type: 'settings-changed', businessId, at: now.toISOString(), actor }
  const name = 'x'.repeat(dataBytes - JSON.stringify(plain).length)
  return { businessId, actor: { ...actor, name }, now }
}

let lastMade = await lastSeq(db, businessId)
serve({
  ready: { port, path: `/api/reservas/events?businessId=${businessId}`, tokens },
  last: () => lastMade,
  async publish(count) {
    const first = lastMade + 1
    await log.write(async (write) => {
      for (let n = 0; n < count; n++) await write.append(doing(first + n), { type: 'settings-changed' })
    }, businessId)
    lastMade = first + count - 1
    return { first, last: lastMade }
  },
})
