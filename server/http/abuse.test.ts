import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { reservationSchema } from '../../contract/reservation.ts'
import { raw } from '../testing/raw.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let server: TestServer
beforeAll(async () => (server = await startTestServer()))
afterAll(() => server.close())

describe('names that reach into every object', () => {
  const good = '"businessId":1,"startsAt":"2030-06-01T19:00:00Z","partySize":2'
  it.each([
    ['at the top', `{${good},"customer":{"name":"Ana"},"__proto__":{"admin":true}}`],
    ['below', `{${good},"customer":{"name":"Ana","__proto__":{"admin":true}}}`],
    [
      'by way of the constructor',
      `{${good},"customer":{"name":"Ana"},"constructor":{"prototype":{"admin":1}}}`,
    ],
  ])('%s: the body is refused, and no object has become another', async (_where, body) => {
    const answer = await server.call('POST', '/api/reservas', { raw: body })
    expect(answer.status).toBe(400)
    expect(Reflect.get({}, 'admin')).toBeUndefined()
  })

  it('in an address are names like any other', async () => {
    const answer = await server.call('GET', '/api/reservas?businessId=1&__proto__[admin]=1&constructor=x')
    expect(answer.status).toBeLessThan(500)
    expect(Reflect.get({}, 'admin')).toBeUndefined()
  })

  it('as tags and notes are kept as they are', async () => {
    const made = await server.call('POST', '/api/reservas', {
      body: {
        businessId: 1,
        customer: { name: '__proto__' },
        startsAt: '2030-06-01T19:00:00Z',
        partySize: 2,
        tags: ['constructor', '__proto__'],
        notes: 'toString',
      },
    })
    expect(reservationSchema.parse(made.body)).toMatchObject({
      customer: { name: '__proto__' },
      tags: ['constructor', '__proto__'],
      notes: 'toString',
    })
  })
})

it.each([
  '/../../../../etc/passwd',
  '/debug/../../../../etc/passwd',
  '/debug/sse/..%2f..%2f..%2fetc%2fpasswd',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/..\\..\\windows\\win.ini',
  '//etc/passwd',
  '/debug/page.js%00.html',
  '/updates/../../../../etc/passwd',
  '/updates/..%2f..%2f..%2f..%2fetc%2fpasswd',
  '/updates/%2fetc%2fpasswd',
])('%s leads to no file', async (address) => {
  const token = server.tokens.desk
  const answer = await raw(
    server.url,
    `GET ${address} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${token}\r\nconnection: close\r\n\r\n`,
  )
  expect(answer).toMatch(/^HTTP\/1\.1 (400|401|403|404) /)
  expect(answer).not.toContain('root:')
})

it('the server asks no other server for anything, so nobody can send it anywhere', () => {
  const folder = path.resolve(import.meta.dirname, '..')
  const files = globSync('**/*.ts', { cwd: folder }).filter((file) => !/testing[\\/]|\.test\.ts$/.test(file))
  expect(files.length).toBeGreaterThan(60)
  const asking = files.filter((file) =>
    /\bfetch\(|\bhttps?\.(?:request|get)\(|['"](?:undici|node:https)['"]/.test(
      readFileSync(path.join(folder, file), 'utf8'),
    ),
  )
  expect(asking).toEqual([])
})
