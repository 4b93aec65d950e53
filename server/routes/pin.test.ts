import { afterEach, expect, it, vi } from 'vitest'
import { auditPageSchema } from '../../contract/identity.ts'
import { demoPin } from '../demo/seed.ts'
import { problemIn } from '../testing/call.ts'
import { startTestServer } from '../testing/test-server.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

async function start() {
  const server = await startTestServer()
  cleanups.push(() => server.close())
  const token = server.tokens.manager
  return {
    server,
    check: (pin: unknown, as = server.tokens.desk) =>
      server.call('POST', '/api/admin/pin/check', { token: as, body: { pin } }),
    change: (pin: unknown) => server.call('PUT', '/api/admin/pin', { token, body: { pin } }),
    audited: async () =>
      auditPageSchema.parse((await server.call('GET', '/api/admin/audit', { token })).body).entries,
  }
}

it('a desk asks whether a PIN is the manager’s; a wrong one is audited, a right one is not', async () => {
  const { check, audited } = await start()
  expect((await check(demoPin)).status).toBe(204)
  expect(problemIn(await check('0000'))).toMatchObject({ status: 403, code: 'pin_wrong' })
  expect(await audited()).toMatchObject([{ kind: 'pin_refused', actor: { name: 'Puesto 1' } }])
})

it('a manager changes it: from then on the new one counts, for overrides too', async () => {
  const { server, check, change, audited } = await start()
  expect((await change('135790')).status).toBe(204)
  expect((await check(demoPin)).status).toBe(403)
  expect((await check('135790')).status).toBe(204)
  const { code } = await server.book({ partySize: 1 })
  const override = (pin: string) => server.scan(code, { people: 2, override: { pin } })
  expect(await override(demoPin)).toMatchObject({ reason: 'wrong_pin' })
  expect(await override('135790')).toMatchObject({ outcome: 'admitted' })
  const kinds = (await audited()).map(({ kind }) => kind)
  expect(kinds).toEqual(['override', 'override_refused', 'pin_refused', 'pin_changed'])
  const rows = await server.db.selectFrom('businesses').select(['id', 'pin_hash']).orderBy('id').execute()
  expect(rows.map(({ pin_hash: hash }) => hash?.split('$')[1])).toEqual(['argon2id', 'argon2id'])
  expect(JSON.stringify(rows)).not.toContain('135790')
  // The other venue keeps its own.
  expect((await check(demoPin, server.tokens.otherBusinessDesk)).status).toBe(204)
})

it.each(['123', '1234567890123', '12a4', '', 1234, null])('%j cannot be chosen', async (pin) => {
  const { change, check } = await start()
  expect(problemIn(await change(pin)).code).toBe('validation')
  expect((await check(demoPin)).status).toBe(204)
})

it('checks and overrides share their guesses: five a device, and the right one must wait too', async () => {
  const { server, check } = await start()
  const { code } = await server.book({ partySize: 1 })
  for (let n = 0; n < 3; n++) await check(String(1000 + n))
  for (let n = 0; n < 2; n++) await server.scan(code, { people: 2, override: { pin: String(2000 + n) } })
  const refused = await check(demoPin)
  expect(problemIn(refused).code).toBe('rate_limited')
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await check(demoPin, server.tokens.desk2)).status).toBe(204)
})

it('right ones do not use guesses up', async () => {
  const { check } = await start()
  for (let n = 0; n < 12; n++) expect((await check(demoPin)).status).toBe(204)
})
