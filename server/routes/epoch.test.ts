import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { connectedSchema } from '../../contract/events.ts'
import { changesResponseSchema, listResponseSchema } from '../../contract/api.ts'
import { lastSeq } from '../events/log.ts'
import { problemIn } from '../testing/call.ts'
import { openStream } from '../testing/stream.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let server: TestServer
beforeAll(async () => (server = await startTestServer()))
afterAll(() => server.close())

async function epoch(): Promise<string> {
  const list = listResponseSchema.parse((await server.call('GET', '/api/reservas?businessId=1')).body)
  return list.epoch ?? ''
}
const changes = async (since: number, of: string) => {
  const query = `businessId=1&since=${since}&epoch=${of}`
  return changesResponseSchema.parse((await server.call('GET', `/api/reservas/changes?${query}`)).body)
}

it('lists, changes and streams name the log that their cursor is of', async () => {
  const ours = await epoch()
  expect(ours).not.toBe('')
  const last = await lastSeq(server.db, 1)
  expect(await changes(last, ours)).toEqual({ events: [], cursor: last, more: false, epoch: ours })
  const stream = await server.stream()
  expect(connectedSchema.parse((await stream.frame('connected')).data).epoch).toBe(ours)
})

it('a cursor of another log is answered with reset, also where its number is known here', async () => {
  const last = await lastSeq(server.db, 1)
  expect(await changes(last - 1, 'another')).toEqual({ reset: true, cursor: last, epoch: await epoch() })
  const url = `${server.url}/api/reservas/events?businessId=1&epoch=`
  const token = server.tokens.desk2
  const other = await openStream(`${url}another`, { token, lastEventId: last - 1 })
  expect((await other.frame('reset')).data).toEqual({ cursor: last })
  await server.book()
  await other.frame('reservation-created')
  expect(other.events().map(({ seq }) => seq)).toEqual([last + 1])
  other.close()
  const own = await openStream(url + (await epoch()), { token, lastEventId: last })
  await own.frame('reservation-created')
  expect(own.frames.some(({ event }) => event === 'reset')).toBe(false)
  own.close()
})

it('an epoch that cannot be one is refused', async () => {
  const query = `businessId=1&since=0&epoch=${'x'.repeat(65)}`
  expect(problemIn(await server.call('GET', `/api/reservas/changes?${query}`)).code).toBe('validation')
})
