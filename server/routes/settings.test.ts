import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { identitySchema } from '../../contract/api.ts'
import { adminSettingsSchema, defaultVenueSettings, venueSettingsSchema } from '../../contract/settings.ts'
import { demoAreas } from '../demo/areas.ts'
import { lastSeq } from '../events/log.ts'
import { findSettings } from '../settings/settings.ts'
import { problemIn, type Answer } from '../testing/call.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let server: TestServer
beforeAll(async () => (server = await startTestServer()))
afterAll(() => server.close())

const asManager = (method: string, body?: unknown): Promise<Answer> =>
  server.call(method, '/api/admin/settings', { token: server.tokens.manager, body })

it('has defaults, and the capacity of the venue', async () => {
  const settings = venueSettingsSchema.parse((await asManager('GET')).body)
  expect(settings).toEqual({ ...defaultVenueSettings, areas: demoAreas, capacity: 400 })
})

it('changes what is sent, keeps the rest, and tells the desks once', async () => {
  const stream = await server.stream()
  await stream.frame('connected')
  const areas = [{ name: 'Terraza', tables: [{ name: 'T1', seats: 4 }] }]
  const changed = await asManager('PUT', { areas, capacity: 120, maxStreams: 10 })
  expect(venueSettingsSchema.parse(changed.body)).toEqual({
    ...defaultVenueSettings,
    areas,
    capacity: 120,
    maxStreams: 10,
  })
  await stream.frame('settings-changed')
  expect((await asManager('PUT', { tags: ['vip'] })).body).toMatchObject({ areas, tags: ['vip'] })
  expect((await asManager('GET')).body).toMatchObject({ areas, tags: ['vip'], capacity: 120 })
  const me = identitySchema.parse((await server.call('GET', '/api/devices/me')).body)
  expect(me.business.capacity).toBe(120)
  expect(me.settings).toMatchObject({ areas, tags: ['vip'] })
  const before = await lastSeq(server.db, 1)
  expect((await asManager('PUT', { tags: ['vip'] })).status).toBe(200)
  expect(await lastSeq(server.db, 1)).toBe(before)
})

it('keeps the thresholds that a manager’s older app does not know', async () => {
  const { thresholds } = defaultVenueSettings
  await asManager('PUT', { thresholds: { ...thresholds, noShowMinutes: 45 } })
  const older = { lateMinutes: 10, largeParty: 6, fullPercent: 90 }
  const changed = venueSettingsSchema.parse((await asManager('PUT', { thresholds: older })).body)
  expect(changed.thresholds).toEqual({ ...thresholds, ...older, noShowMinutes: 45 })
  const me = identitySchema.parse((await server.call('GET', '/api/devices/me')).body)
  expect(me.settings).toEqual(changed)
})

it('does not let one manager overwrite what another changed meanwhile', async () => {
  const seen = adminSettingsSchema.parse((await asManager('GET')).body)
  const mine = (headers: Record<string, string>): Promise<Answer> =>
    server.call('PUT', '/api/admin/settings', {
      token: server.tokens.manager,
      body: { capacity: 333 },
      headers,
    })
  const theirs = adminSettingsSchema.parse((await asManager('PUT', { capacity: 222 })).body)
  expect(theirs.version).not.toBe(seen.version)
  const refused = await mine({ 'if-match': `"${seen.version}"` })
  expect(problemIn(refused)).toMatchObject({ code: 'precondition_failed', current: theirs })
  const changed = adminSettingsSchema.parse((await mine({ 'if-match': `"${theirs.version}"` })).body)
  expect(changed.capacity).toBe(333)
  expect(adminSettingsSchema.parse((await asManager('GET')).body)).toEqual(changed)
})

it("leaves another venue's settings alone", async () => {
  await asManager('PUT', { maxStreams: 20 })
  expect(await findSettings(server.db, 2)).toEqual({ ...defaultVenueSettings, capacity: 60 })
})

it.each([
  [{}],
  [{ maxStreams: 1 }],
  [{ capacity: '100' }],
  [{ unknown: 1 }],
  [{ tags: ['a\u0000b'] }],
  [[]],
  [null],
])('%j is refused, and nothing changes', async (body) => {
  const before = (await asManager('GET')).body
  expect(problemIn(await asManager('PUT', body)).code).toBe('validation')
  expect((await asManager('GET')).body).toEqual(before)
})

it('a desk may neither read nor change them', async () => {
  for (const method of ['GET', 'PUT']) {
    const body = method === 'PUT' ? { body: { capacity: 1 } } : {}
    expect(problemIn(await server.call(method, '/api/admin/settings', body)).code).toBe('forbidden')
  }
})
