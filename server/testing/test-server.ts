import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import { listResponseSchema } from '../../contract/api.ts'
import { reservationSchema, type Reservation } from '../../contract/reservation.ts'
import { scanResponseSchema, type ScanResponse } from '../../contract/scan.ts'
import { buildApp, type AppOptions, type HttpOptions } from '../app.ts'
import { openDemo, type DemoAccess } from '../demo/seed.ts'
import { openDatabase, type Database } from '../storage/database.ts'
import { call, type Answer, type CallOptions } from './call.ts'
import { openStream, type Stream } from './stream.ts'

/** A server on a real socket and a real database file, with the demo venues. */
export interface TestServer extends DemoAccess {
  url: string
  app: FastifyInstance
  db: Database
  /** As the first desk, unless `token` says otherwise. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>
  stream(options?: { token?: string; lastEventId?: string | number }): Promise<Stream>
  /** A new reservation for now. */
  book(fields?: Record<string, unknown>): Promise<Reservation>
  ticket(id: string): Promise<string>
  scan(code: string, fields?: Record<string, unknown>): Promise<ScanResponse>
  reservation(id: string): Promise<Reservation | undefined>
  close(): Promise<void>
}

export interface TestServerOptions {
  heartbeatMs?: number
  now?: () => Date
  maxStreams?: number
  http?: HttpOptions
  updates?: string
  /** A `postgres://` URL; without it, a file of its own. */
  database?: string
  openBus?: AppOptions['openBus']
}

export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const {
    heartbeatMs = 30_000,
    now = () => new Date(),
    maxStreams,
    http = {},
    updates,
    database,
    openBus,
  } = options
  const folder = await mkdtemp(path.join(os.tmpdir(), 'frontdesk-test-'))
  const db = await openDatabase(database ?? path.join(folder, 'frontdesk.db'))
  const demo = await openDemo(db, now())
  const logger = pino({ level: 'silent' })
  const app = await buildApp({
    db,
    logger,
    heartbeatMs,
    now,
    random: Math.random,
    http,
    ...(openBus && { openBus }),
    ...(updates !== undefined && { updates }),
    ...(maxStreams !== undefined && { maxStreams }),
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const streams: Stream[] = []

  const server: TestServer = {
    ...demo,
    url,
    app,
    db,
    call: (method, route, given = {}) => call(url + route, method, { token: demo.tokens.desk, ...given }),
    async stream(given = {}) {
      const stream = await openStream(`${url}/api/reservas/events?businessId=1`, {
        token: demo.tokens.desk,
        ...given,
      })
      streams.push(stream)
      return stream
    },
    async book(fields = {}) {
      const body = {
        businessId: 1,
        customer: { name: 'Prueba' },
        startsAt: now().toISOString(),
        partySize: 2,
        ...fields,
      }
      return reservationSchema.parse((await server.call('POST', '/api/reservas', { body })).body)
    },
    async ticket(id) {
      return z.string().parse((await server.call('GET', `/api/reservas/${id}/qr.txt`)).body)
    },
    async scan(code, fields = {}) {
      const answer = await server.call('POST', '/api/reservas/qr-scan', {
        body: scanBody(code, { scannedAt: now().toISOString(), ...fields }),
      })
      return scanResponseSchema.parse(answer.body)
    },
    async reservation(id) {
      const { body } = await server.call('GET', '/api/reservas?businessId=1')
      return listResponseSchema.parse(body).reservas.find((row) => row.id === id)
    },
    async close() {
      for (const stream of streams) stream.close()
      await app.close()
      await db.destroy()
      await rm(folder, { recursive: true })
    },
  }
  return server
}

export function scanBody(code: string, fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    businessId: 1,
    code,
    people: 1,
    scanId: uuid(),
    scannedAt: new Date().toISOString(),
    deviceId: 'test',
    ...fields,
  }
}
