import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { identitySchema, pairingCodeSchema, pairResponseSchema } from '../../contract/api.ts'
import { auditPageSchema, loginResponseSchema } from '../../contract/identity.ts'
import { demoManager } from '../demo/seed.ts'
import { problemIn } from '../testing/call.ts'
import { movedClock } from '../testing/moved-clock.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const clock = movedClock()
let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ now: clock.now })
})
afterAll(() => server.close())

const pair = (code: string, name = 'Entrada') =>
  server.call('POST', '/api/devices/pair', { token: null, body: { code, name } })
const newCode = async (body?: unknown) => {
  const token = server.tokens.manager
  const answer = await server.call('POST', '/api/admin/pairing-codes', { token, body })
  return pairingCodeSchema.parse(answer.body)
}

it('tells a device who it is, and what it needs to work alone', async () => {
  const answer = await server.call('GET', '/api/devices/me')
  expect(identitySchema.parse(answer.body)).toMatchObject({
    device: { name: 'Puesto 1', role: 'desk' },
    business: { id: 1, name: 'Casa Lumbre' },
    ticketKeys: [{ keyId: 1 }],
  })
})

it('lets a device give itself another name, of which the audit tells, and nobody else', async () => {
  const rename = (token: string, name: string) =>
    server.call('PUT', '/api/devices/me', { token, body: { name } })
  const renamed = await rename(server.tokens.desk, ' Puerta norte ')
  expect(renamed).toMatchObject({ status: 200, body: { name: 'Puerta norte', role: 'desk' } })
  expect((await server.call('GET', '/api/devices/me')).body).toMatchObject({
    device: { name: 'Puerta norte' },
  })
  const audited = await server.call('GET', '/api/admin/audit', { token: server.tokens.manager })
  expect(audited.body).toMatchObject({
    entries: [{ kind: 'device_renamed', actor: { name: 'Puesto 1' }, subject: { name: 'Puesto 1' } }],
  })
  for (const name of ['', 'x'.repeat(61)]) {
    expect(problemIn(await rename(server.tokens.desk, name)).code).toBe('validation')
  }
  const login = await server.call('POST', '/api/auth/login', { token: null, body: demoManager })
  const { token } = loginResponseSchema.parse(login.body)
  expect(problemIn(await rename(token, 'Yo')).code).toBe('forbidden')
  await rename(server.tokens.desk, 'Puesto 1')
})

it('pairs a desk once for a code, typed in any way', async () => {
  const { code } = await newCode()
  const paired = pairResponseSchema.parse(
    (await pair(` ${code.slice(0, 4)}-${code.slice(4).toLowerCase()}`)).body,
  )
  const me = await server.call('GET', '/api/devices/me', { token: paired.token })
  expect(me.body).toMatchObject({ device: { name: 'Entrada', role: 'desk' } })
  expect(problemIn(await pair(code)).code).toBe('pairing_code_invalid')
})

it.each([
  [undefined, 'desk'],
  [{}, 'desk'],
  [{ role: 'desk' }, 'desk'],
  [{ role: 'manager' }, 'manager'],
])('a code made with %j pairs a device that may do what a %s may', async (body, role) => {
  const { token, ...rest } = pairResponseSchema.parse((await pair((await newCode(body)).code)).body)
  expect(rest.device.role).toBe(role)
  const settings = await server.call('GET', '/api/admin/settings', { token })
  expect(settings.status).toBe(role === 'manager' ? 200 : 403)
  const { entries } = auditPageSchema.parse(
    (await server.call('GET', '/api/admin/audit?limit=2', { token: server.tokens.manager })).body,
  )
  expect(entries[1]).toMatchObject({ kind: 'pairing_code_made', subject: { id: role } })
})

it('nobody gives more by a code than a manager has', async () => {
  for (const role of ['admin', 'owner', 1]) {
    const body = { role }
    const made = await server.call('POST', '/api/admin/pairing-codes', { token: server.tokens.manager, body })
    expect(problemIn(made).code).toBe('validation')
  }
})

it('gives one desk only for a code that two say at once', async () => {
  const { code } = await newCode()
  const answers = await Promise.all([pair(code), pair(code)])
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 404])
})

it('takes no code that is older than ten minutes (the clock of the server is moved)', async () => {
  const { code } = await newCode()
  clock.aheadMs = 10 * 60_000 + 1000
  expect(problemIn(await pair(code)).code).toBe('pairing_code_invalid')
  clock.aheadMs = 0
})

it('keeps no secret in the clear', async () => {
  const { code } = await newCode()
  const stored = JSON.stringify([
    await server.db.selectFrom('pairing_codes').selectAll().execute(),
    await server.db.selectFrom('tokens').selectAll().execute(),
    await server.db.selectFrom('businesses').selectAll().execute(),
  ])
  for (const secret of [code, server.tokens.desk, server.tokens.manager]) expect(stored).not.toContain(secret)
})

it('stops the guessing of codes, and says when to try again', async () => {
  let answer = await pair('AAAABBBB')
  for (let n = 0; n < 12 && answer.status !== 429; n++) answer = await pair('AAAABBBB')
  expect(problemIn(answer).code).toBe('rate_limited')
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
  // The right code must wait too, or guessing would go on.
  expect((await pair((await newCode()).code)).status).toBe(429)
})
