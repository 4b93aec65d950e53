import { afterEach, expect, it, vi } from 'vitest'
import { v7 as uuid } from 'uuid'
import { auditPageSchema, loginResponseSchema, userSchema, usersSchema } from '../../contract/identity.ts'
import { pairingCodeSchema } from '../../contract/api.ts'
import type { Role } from '../../contract/api.ts'
import { createUser } from '../auth/users.ts'
import { demoManager } from '../demo/seed.ts'
import { problemIn } from '../testing/call.ts'
import { openStream } from '../testing/stream.ts'
import { startTestServer } from '../testing/test-server.ts'
import { until } from '../testing/until.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

const password = 'correct horse battery'
const ana = { email: 'Ana@CasaLumbre.example', name: 'Ana', role: 'manager', password }

async function start() {
  const server = await startTestServer()
  cleanups.push(() => server.close())
  const member = async (name: string, role: Role, businessId = 1) => {
    const email = `${name}@casalumbre.example`
    const user = await createUser(server.db, { businessId, email, name, role, password }, new Date())
    return { id: user.id, token: (await login(email)).token }
  }
  const login = async (email: string, as = password) => {
    const answer = await server.call('POST', '/api/auth/login', {
      token: null,
      body: { email, password: as },
    })
    return answer.status === 200 ? loginResponseSchema.parse(answer.body) : { token: '' }
  }
  const admin = await member('admin', 'admin')
  return {
    server,
    admin,
    member,
    login,
    manage: (method: string, path: string, body?: unknown, token = admin.token) =>
      server.call(method, `/api/admin/users${path}`, { token, body }),
    audited: async () => {
      const answer = await server.call('GET', '/api/admin/audit', { token: admin.token })
      return auditPageSchema.parse(answer.body).entries
    },
  }
}

it('an administrator makes somebody who can log in; a manager sees them, and makes nobody', async () => {
  const { server, manage, login, audited } = await start()
  const made = await manage('POST', '', ana)
  expect(made.status).toBe(201)
  const user = userSchema.parse(made.body)
  expect(user).toMatchObject({ email: 'ana@casalumbre.example', name: 'Ana', role: 'manager', businessId: 1 })
  const { token } = await login(ana.email)
  const { users } = usersSchema.parse((await manage('GET', '', undefined, token)).body)
  expect(users.map(({ name, disabledAt }) => [name, disabledAt])).toEqual([
    ['Ana', null],
    ['Encargada', null],
    ['admin', null],
  ])
  expect((await manage('POST', '', { ...ana, email: 'x@example.com' }, token)).status).toBe(403)
  expect((await manage('GET', '', undefined, server.tokens.desk)).status).toBe(403)
  expect((await audited())[1]).toMatchObject({ kind: 'user_made', subject: { id: user.id, name: 'Ana' } })
  expect(JSON.stringify([made.body, users])).not.toContain('argon2id')
})

it('an address is one account, also across venues', async () => {
  const { manage, member } = await start()
  await member('otra', 'desk', 2)
  for (const email of [demoManager.email, 'otra@casalumbre.example']) {
    expect(problemIn(await manage('POST', '', { ...ana, email })).code).toBe('conflict')
  }
})

it('a new password and being disabled end what the user is logged in with, streams too, and are audited', async () => {
  const { server, manage, member, login, audited } = await start()
  const { id, token } = await member('luis', 'desk')
  const email = 'luis@casalumbre.example'
  const stream = await openStream(`${server.url}/api/reservas/events?businessId=1`, { token })
  cleanups.push(() => stream.close())
  await stream.frame('connected')
  expect((await manage('PUT', `/${id}`, { password: 'another long password' })).status).toBe(200)
  await until(() => stream.ended())
  expect((await server.call('GET', '/api/devices/me', { token })).status).toBe(401)
  expect((await login(email)).token).toBe('')
  const again = await login(email, 'another long password')

  const disabled = await manage('PUT', `/${id}`, { disabled: true, name: 'Luis' })
  const { disabledAt } = usersSchema.shape.users.element.parse(disabled.body)
  expect(disabledAt).not.toBeNull()
  expect((await server.call('GET', '/api/devices/me', { token: again.token })).status).toBe(401)
  expect((await login(email, 'another long password')).token).toBe('')
  expect((await manage('PUT', `/${id}`, { disabled: false, role: 'manager' })).body).toMatchObject({
    role: 'manager',
    disabledAt: null,
  })
  expect((await login(email, 'another long password')).token).not.toBe('')
  const kinds = (await audited()).map(({ kind }) => kind).filter((kind) => kind.startsWith('user_'))
  expect(kinds).toEqual([
    'user_enabled',
    'user_changed',
    'user_disabled',
    'user_changed',
    'user_password_changed',
  ])
})

it('a code that a user made before they were kept out pairs nobody', async () => {
  const { server, manage, member } = await start()
  const { id, token } = await member('eva', 'manager')
  const make = async () =>
    pairingCodeSchema.parse((await server.call('POST', '/api/admin/pairing-codes', { token })).body).code
  const pair = (code: string) =>
    server.call('POST', '/api/devices/pair', { token: null, body: { code, name: 'Portátil' } })
  expect((await pair(await make())).status).toBe(200)
  const code = await make()
  expect((await manage('PUT', `/${id}`, { disabled: true })).status).toBe(200)
  expect(problemIn(await pair(code)).code).toBe('pairing_code_invalid')
})

it('nobody takes their own rights away, so an administrator is always left', async () => {
  const { manage, admin } = await start()
  for (const changes of [{ disabled: true }, { role: 'desk' }]) {
    expect(problemIn(await manage('PUT', `/${admin.id}`, changes)).code).toBe('conflict')
  }
  expect((await manage('PUT', `/${admin.id}`, { name: 'Jefa' })).body).toMatchObject({ name: 'Jefa' })
})

it('refuses what cannot be', async () => {
  const { manage, member } = await start()
  const { id } = await member('luis', 'desk')
  for (const changes of [{}, { password: 'short' }, { role: 'owner' }, { email: 'x@example.com' }]) {
    expect(problemIn(await manage('PUT', `/${id}`, changes)).code).toBe('validation')
  }
  expect(problemIn(await manage('PUT', `/${uuid()}`, { name: 'x' })).code).toBe('not_found')
  expect(problemIn(await manage('POST', '', { ...ana, password: 'short' })).code).toBe('validation')
})
