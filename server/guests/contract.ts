import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { v7 as uuid } from 'uuid'
import { auditPageSchema } from '../../contract/identity.ts'
import { adminSettingsSchema } from '../../contract/settings.ts'
import { lastSeq } from '../events/log.ts'
import { createLog } from '../events/writer.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'
import { verify } from '../verify/verify.ts'
import { erasedName } from './erase.ts'
import { createGuestRetention } from './retention.ts'

const dayMs = 86_400_000
const headers = { 'if-match': '*' }

/** What becomes of guests whose time is over, on whichever database. `make` answers where a new, empty one is. */
export function describeGuestDays(name: string, make: () => Promise<string>): void {
  describe(`guests of old days on ${name} (the clock is mocked)`, () => {
    vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
    let server: TestServer
    beforeAll(async () => (server = await startTestServer({ database: await make() })))
    afterAll(() => server.close())

    const inDays = (days: number): Date => new Date(Date.now() + days * dayMs)
    const retention = (days: number) =>
      createGuestRetention({
        db: server.db,
        log: createLog(server.db, () => undefined),
        now: () => inDays(days),
        logger: pino({ level: 'silent' }),
      })
    const keep = async (guestDays: number | null) => {
      const token = server.tokens.manager
      const answer = await server.call('PUT', '/api/admin/settings', { token, body: { guestDays } })
      expect(adminSettingsSchema.parse(answer.body).guestDays).toBe(guestDays)
    }
    const named = (who: string, days = 0) => ({
      customer: { name: who, phone: '+52 55 7777 0001', email: `${who.toLowerCase()}@example.com` },
      notes: `mesa de ${who}`,
      tags: ['allergy:nueces'],
      startsAt: inDays(days).toISOString(),
    })
    async function everything(): Promise<string> {
      const tables = ['reservations', 'events', 'scans', 'idempotency', 'customers', 'audit'] as const
      return JSON.stringify(
        await Promise.all(tables.map((table) => server.db.selectFrom(table).selectAll().execute())),
      )
    }
    const audited = async () => {
      const { body } = await server.call('GET', '/api/admin/audit', { token: server.tokens.manager })
      return auditPageSchema.parse(body).entries.filter(({ kind }) => kind === 'guests_erased')
    }

    it('are kept until a manager says for how long', async () => {
      await server.book(named('Perpetua'))
      await retention(3000).run()
      expect(await everything()).toContain('Perpetua')
      expect(await audited()).toEqual([])
    })

    it('go from rows, log, kept answers and overrides once it is over, audited, and not of days that are to come', async () => {
      const key = { 'idempotency-key': uuid() }
      const body = { businessId: 1, partySize: 2, ...named('Caduca') }
      await server.call('POST', '/api/reservas', { body, headers: key })
      const scanned = await server.book({ ...named('Caducada'), partySize: 1 })
      await server.scan(scanned.code, { override: { pin: '2580', reason: 'prima de Caduca' }, people: 4 })
      const deleted = await server.book(named('Caducosa'))
      await server.call('DELETE', `/api/reservas/${deleted.id}`, { headers })
      const moved = await server.book(named('Mudada'))
      await server.call('PUT', `/api/reservas/${moved.id}`, {
        body: { startsAt: inDays(40).toISOString() },
        headers,
      })
      await server.book(named('Futura', 35))
      await keep(30)
      const list = '/api/reservas?businessId=1'
      const before = await server.call('GET', list)
      const [seq, events] = [
        await lastSeq(server.db, 1),
        await server.db
          .selectFrom('events')
          .select(['business_id', 'seq', 'type', 'at'])
          .orderBy('business_id')
          .orderBy('seq')
          .execute(),
      ]

      await retention(29).run()
      expect(await everything()).toContain('Caduca')
      await retention(32).run()
      const text = await everything()
      for (const who of ['Caduc', 'Perpetua']) expect(text).not.toContain(who)
      expect(text).toContain('Mudada')
      expect(text).toContain('Futura')
      // No desk is told one by one, and what they held as current is not.
      expect(await lastSeq(server.db, 1)).toBe(seq)
      expect(
        await server.db
          .selectFrom('events')
          .select(['business_id', 'seq', 'type', 'at'])
          .orderBy('business_id')
          .orderBy('seq')
          .execute(),
      ).toEqual(events)
      const etag = String(before.headers.get('etag'))
      const after = await server.call('GET', list, { headers: { 'if-none-match': etag } })
      expect(after.status).toBe(200)
      expect(JSON.stringify(after.body)).toContain(`"name":"${erasedName}"`)
      const again = await server.call('POST', '/api/reservas', { body, headers: key })
      expect(again.body).toMatchObject({ customer: { name: erasedName } })

      const lines = await audited()
      expect(lines.length).toBeGreaterThan(1)
      for (const { actor, reason } of lines) {
        expect(actor).toMatchObject({ kind: 'system', id: 'guest-days' })
        expect(reason).toContain(' reservations from before 20')
      }
      const said: string[] = []
      expect([said, (await verify(server.db, (line) => said.push(line))).ok]).toEqual([[], true])
    })

    it('of two instances that run at once are erased once, and another run finds nothing', async () => {
      await server.book(named('Doble'))
      await server.book(named('Doblemente'))
      const before = await audited()
      await Promise.all([retention(33).run(), retention(33).run()])
      expect(await everything()).not.toContain('Doble')
      const once = await audited()
      expect(once.length).toBeGreaterThan(before.length)
      await retention(33).run()
      expect(await audited()).toEqual(once)
    })

    it('are kept again from the moment on at which a manager says so', async () => {
      await server.book(named('Salvada'))
      await keep(null)
      await retention(300).run()
      expect(await everything()).toContain('Salvada')
    })
  })
}
