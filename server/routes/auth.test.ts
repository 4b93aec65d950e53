import { afterEach, expect, it, vi } from 'vitest'
import { loginResponseSchema } from '../../contract/identity.ts'
import { hashPassword, verifyPassword } from '../auth/password.ts'
import { deviceTokenMs, userTokenMs } from '../auth/tokens.ts'
import { demoManager } from '../demo/seed.ts'
import { problemIn, type Answer } from '../testing/call.ts'
import { movedClock } from '../testing/moved-clock.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'

// Counts the hashes; each is made for real.
vi.mock('../auth/password.ts', { spy: true })
vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const clock = movedClock()
const servers: TestServer[] = []
afterEach(async () => {
  clock.aheadMs = 0
  vi.mocked(verifyPassword).mockClear()
  for (const server of servers.splice(0)) await server.close()
})

async function start(): Promise<TestServer> {
  const server = await startTestServer({ now: clock.now })
  servers.push(server)
  return server
}
const login = (server: TestServer, fields: object = {}): Promise<Answer> =>
  server.call('POST', '/api/auth/login', { token: null, body: { ...demoManager, ...fields } })
const tokenIn = (answer: Answer): string => loginResponseSchema.parse(answer.body).token
const audited = (server: TestServer) => server.db.selectFrom('audit').selectAll().orderBy('id').execute()

it('gives a token for e-mail and password, with the rights of the role, until logout', async () => {
  const server = await start()
  const answer = await login(server, { email: ` ${demoManager.email.toUpperCase()} ` })
  expect(answer.headers.get('cache-control')).toBe('no-store')
  expect(answer.body).toMatchObject({ user: { email: demoManager.email, role: 'manager', businessId: 1 } })
  const token = tokenIn(answer)
  const me = await server.call('GET', '/api/devices/me', { token })
  expect(me.body).toMatchObject({ device: { name: 'Encargada', role: 'manager' }, business: { id: 1 } })
  expect((await server.call('POST', '/api/admin/pairing-codes', { token })).status).toBe(200)

  expect((await server.call('POST', '/api/auth/logout', { token })).status).toBe(204)
  expect(problemIn(await server.call('GET', '/api/devices/me', { token })).code).toBe('unauthorized')
  expect((await audited(server)).map(({ kind }) => kind)).toEqual(['login', 'pairing_code_made', 'logout'])
})

it('signs what a person does as that person', async () => {
  const server = await start()
  const token = tokenIn(await login(server))
  const stream = await server.stream()
  const body = { businessId: 1, customer: { name: 'x' }, startsAt: new Date().toISOString(), partySize: 1 }
  await server.call('POST', '/api/reservas', { token, body })
  await stream.frame('reservation-created')
  expect(stream.events()).toMatchObject([{ actor: { kind: 'user', name: 'Encargada' } }])
})

it('refuses a wrong password and an unknown account alike, and verifies one hash for each', async () => {
  const server = await start()
  const wrong = await login(server, { password: 'wrong' })
  expect(verifyPassword).toHaveBeenCalledTimes(1)
  const unknown = await login(server, { email: 'nobody@casalumbre.example' })
  expect(verifyPassword).toHaveBeenCalledTimes(2)
  expect(problemIn(wrong)).toEqual(problemIn(unknown))
  expect(problemIn(wrong)).toMatchObject({ status: 401, code: 'login_failed' })
  // Both hashes cost the same: it stands in what is verified.
  const costs = vi.mocked(verifyPassword).mock.calls.map(([, hash]) => hash.split('$').slice(0, 4))
  expect(costs[0]).toEqual(costs[1])
  expect(await audited(server)).toMatchObject([
    { kind: 'login_failed', business_id: 1, address: '127.0.0.1' },
    { kind: 'login_failed', business_id: null, actor: null },
  ])
})

it('stops the guessing of one account, also of many guesses at once, and lets the right password wait too', async () => {
  const server = await start()
  const guesses = await Promise.all(
    Array.from({ length: 20 }, (_, n) => login(server, { password: `guess ${n}` })),
  )
  expect(guesses.map(({ status }) => status).sort()).toEqual([
    ...Array<number>(10).fill(401),
    ...Array<number>(10).fill(429),
  ])
  expect(verifyPassword).toHaveBeenCalledTimes(10)
  const right = await login(server)
  expect(problemIn(right).code).toBe('rate_limited')
  expect(Number(right.headers.get('retry-after'))).toBeGreaterThan(0)

  clock.aheadMs = Number(right.headers.get('retry-after')) * 1000
  expect((await login(server)).status).toBe(200)
})

it('stops an address that tries many accounts', async () => {
  const server = await start()
  const answers = await Promise.all(
    Array.from({ length: 31 }, (_, n) => login(server, { email: `user${n}@casalumbre.example` })),
  )
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(1)
  expect(verifyPassword).toHaveBeenCalledTimes(30)
  expect((await login(server)).status).toBe(429)
})

it('does not count logins that are right', async () => {
  const server = await start()
  for (let n = 0; n < 12; n++) expect((await login(server)).status).toBe(200)
})

it('refuses what is no login before anything is hashed', async () => {
  const server = await start()
  const wrong = [
    { email: 'no address' },
    { email: 7 },
    { password: '' },
    { password: 'x'.repeat(201) },
    { admin: true },
  ]
  for (const fields of wrong) expect((await login(server, fields)).status).toBe(400)
  expect(verifyPassword).not.toHaveBeenCalled()
})

it("a person's token ends with the shift, however much it is used (the clock is moved)", async () => {
  const server = await start()
  const token = tokenIn(await login(server))
  const me = () => server.call('GET', '/api/devices/me', { token })
  clock.aheadMs = userTokenMs - 60_000
  expect((await me()).status).toBe(200)
  clock.aheadMs = userTokenMs + 60_000
  expect(problemIn(await me()).code).toBe('unauthorized')
})

it("a device's token ends when it was not used for long, and only then (the clock is moved)", async () => {
  const server = await start()
  const me = () => server.call('GET', '/api/devices/me')
  clock.aheadMs = deviceTokenMs - 60_000
  expect((await me()).status).toBe(200)
  clock.aheadMs = 2 * deviceTokenMs - 120_000
  expect((await me()).status).toBe(200)
  clock.aheadMs += deviceTokenMs + 60_000
  expect(problemIn(await me()).code).toBe('unauthorized')
})

it('keeps no password and no token in the clear', async () => {
  const server = await start()
  const token = tokenIn(await login(server))
  const stored = JSON.stringify([
    await server.db.selectFrom('users').selectAll().execute(),
    await server.db.selectFrom('tokens').selectAll().execute(),
    await audited(server),
  ])
  expect(stored).toContain('$argon2id$v=19$m=')
  for (const secret of [token, demoManager.password]) expect(stored).not.toContain(secret)
})

it('a password is the same however a keyboard writes it, and no other', async () => {
  const hash = await hashPassword('contraseña larga')
  expect(await verifyPassword('contrasen\u0303a larga', hash)).toBe(true)
  expect(await verifyPassword('contrasena larga', hash)).toBe(false)
  expect(await hashPassword('contraseña larga')).not.toBe(hash)
})
