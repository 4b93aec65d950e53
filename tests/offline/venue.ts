import pino from 'pino'
import type { Device } from '../../contract/api.ts'
import { conflictsSchema } from '../../contract/conflict.ts'
import type { Conflict } from '../../contract/conflict.ts'
import type { DeskEvent } from '../../contract/events.ts'
import { changesResponseSchema } from '../../contract/api.ts'
import { reservationSchema } from '../../contract/reservation.ts'
import type { Reservation, ReservationChanges } from '../../contract/reservation.ts'
import type { ConflictDecision } from '../../contract/scan.ts'
import { buildApp } from '../../server/app.ts'
import { createDevice, mintToken } from '../../server/auth/tokens.ts'
import { openDatabase } from '../../server/storage/database.ts'
import { createTicketKey } from '../../server/tickets/keys.ts'
import { verify } from '../../server/verify/verify.ts'

/** The evening of these tests: the clock stands where the test puts it. */
export const evening = Date.parse('2026-11-24T19:00:00.000Z')

type Fetch = typeof fetch

/** The real server with a database in memory: requests reach it without a socket, so that hundreds of evenings fit into a test. */
export interface House {
  /** A venue of its own for one evening. */
  open(desks: number): Promise<Venue>
  /** Fails where a row is not what the log says. */
  check(): Promise<string[]>
  close(): Promise<void>
  clock: { now: number }
}

export interface Venue {
  businessId: number
  desks: { device: Device; token: string }[]
  /** A desk's network: requests of any token. */
  fetch: Fetch
  book(partySize: number): Promise<Reservation>
  change(id: string, changes: ReservationChanges): Promise<void>
  reticket(id: string): Promise<Reservation>
  ticket(id: string): Promise<string>
  reservation(id: string): Promise<Reservation>
  log(): Promise<DeskEvent[]>
  conflicts(): Promise<Conflict[]>
  decide(scanId: string, decision: ConflictDecision): Promise<void>
}

export async function openHouse(): Promise<House> {
  const clock = { now: evening }
  const now = (): Date => new Date(clock.now)
  const db = await openDatabase(':memory:')
  const logger = pino({ level: 'silent' })
  const app = await buildApp({ db, logger, heartbeatMs: 30_000, now, random: Math.random })
  let businesses = 0

  const inject: Fetch = async (input, init) => {
    const url = input instanceof Request ? new URL(input.url) : new URL(input)
    const answer = await app.inject({
      method: init?.method === 'POST' ? 'POST' : init?.method === 'PUT' ? 'PUT' : 'GET',
      url: url.pathname + url.search,
      headers: Object.fromEntries(new Headers(init?.headers)),
      ...(typeof init?.body === 'string' && { payload: init.body }),
    })
    const headers = new Headers()
    for (const name of ['content-type', 'retry-after']) {
      const value = answer.headers[name]
      if (value !== undefined) headers.set(name, String(value))
    }
    return new Response(answer.statusCode === 204 ? null : answer.body, {
      status: answer.statusCode,
      headers,
    })
  }

  return {
    clock,
    async open(count) {
      businesses += 1
      const businessId = businesses
      await db
        .insertInto('businesses')
        .values({
          id: businessId,
          name: `Venue ${businessId}`,
          time_zone: 'Europe/Madrid',
          day_starts_at: 5,
          capacity: 100,
          pin_hash: null,
          seq: 0,
        })
        .execute()
      await createTicketKey(db, businessId)
      const pair = async (name: string, role: 'desk' | 'manager') => {
        const device = await createDevice(db, { businessId, name, role }, now())
        return { device, token: await mintToken(db, device.id, now()) }
      }
      const desks = []
      for (let n = 1; n <= count; n++) desks.push(await pair(`Desk ${n}`, 'desk'))
      const manager = await pair('Manager', 'manager')

      async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
        const answer = await inject(`http://house.test${path}`, {
          method,
          headers: {
            authorization: `Bearer ${manager.token}`,
            'if-match': '*',
            ...(body !== undefined && { 'content-type': 'application/json' }),
          },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        })
        const text = await answer.text()
        if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
        return answer.headers.get('content-type')?.includes('json') === true ? JSON.parse(text) : text
      }
      const asReservation = async (asked: Promise<unknown>) => reservationSchema.parse(await asked)

      const venue: Venue = {
        businessId,
        desks,
        fetch: inject,
        book: (partySize) =>
          asReservation(
            ask('POST', '/api/reservas', {
              businessId,
              customer: { name: `Party of ${partySize}` },
              startsAt: new Date(evening + 3_600_000).toISOString(),
              partySize,
            }),
          ),
        change: async (id, changes) => {
          await ask('PUT', `/api/reservas/${id}`, changes)
        },
        reticket: (id) => asReservation(ask('POST', `/api/reservas/${id}/ticket`)),
        ticket: async (id) => String(await ask('GET', `/api/reservas/${id}/qr.txt`)).trim(),
        async reservation(id) {
          const events = await venue.log()
          const last = events.findLast((event) => 'reservation' in event && event.reservation?.id === id)
          if (!last || !('reservation' in last) || !last.reservation) throw new Error(`no reservation ${id}`)
          return last.reservation
        },
        async log() {
          const events: DeskEvent[] = []
          for (let more = true; more;) {
            const since = events.at(-1)?.seq ?? 0
            const page = changesResponseSchema.parse(
              await ask('GET', `/api/reservas/changes?businessId=${businessId}&since=${since}`),
            )
            if ('reset' in page) throw new Error('the log was cut')
            events.push(...page.events)
            more = page.more
          }
          return events
        },
        conflicts: async () =>
          conflictsSchema.parse(await ask('GET', `/api/reservas/conflicts?businessId=${businessId}`))
            .conflicts,
        decide: async (scanId, decision) => {
          await ask('POST', `/api/reservas/conflicts/${scanId}`, { decision })
        },
      }
      return venue
    },
    async check() {
      const differences: string[] = []
      await verify(db, (difference) => differences.push(difference))
      return differences
    },
    async close() {
      await app.close()
      await db.destroy()
    },
  }
}
