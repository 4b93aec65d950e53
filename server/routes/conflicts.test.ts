import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { conflictSchema, conflictsSchema } from '../../contract/conflict.ts'
import { changesResponseSchema } from '../../contract/api.ts'
import { problemIn } from '../testing/call.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'
import { verify } from '../verify/verify.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let server: TestServer
beforeAll(async () => (server = await startTestServer()))
afterAll(() => server.close())

const open = async () =>
  conflictsSchema.parse((await server.call('GET', '/api/reservas/conflicts?businessId=1')).body).conflicts
const decide = (scanId: string, decision: string, token = server.tokens.manager) =>
  server.call('POST', `/api/reservas/conflicts/${scanId}`, { body: { decision }, token })
const eventsSince = async (since: number) => {
  const page = changesResponseSchema.parse(
    (await server.call('GET', `/api/reservas/changes?businessId=1&since=${since}`)).body,
  )
  if ('reset' in page) throw new Error('the log was cut')
  return page.events
}
const head = async () =>
  conflictsSchema.parse((await server.call('GET', '/api/reservas/conflicts?businessId=1')).body).cursor

/** A party of two that is in, and two more whom a desk alone has let in by the same ticket. */
async function twice() {
  const { id, code } = await server.book({ partySize: 2 })
  const first = await server.scan(code, { people: 2 })
  const second = await server.scan(code, { people: 2, deskOutcome: 'admitted' })
  return { id, code, first, second, scanId: second.scan.scanId }
}

it('lists who let in whom, and when; kept, they count, once, and the list is empty again', async () => {
  const since = await head()
  const { id, first, second, scanId } = await twice()
  expect(await open()).toMatchObject([
    {
      scan: { scanId, outcome: 'duplicate', people: 2, deviceName: 'Puesto 1' },
      deskOutcome: 'admitted',
      reservation: { id, arrivedCount: 2 },
      admissions: [{ scanId: first.scan.scanId, people: 2, at: first.scan.scannedAt }],
    },
  ])
  expect((await eventsSince(since)).at(-1)).toMatchObject({
    type: 'scan-conflict',
    dispute: { deskOutcome: 'admitted', admissions: [{ people: 2 }] },
  })

  const answers = [await decide(scanId, 'keep'), await decide(scanId, 'keep', server.tokens.desk2)]
  for (const { status, body } of answers) {
    expect(status).toBe(200)
    expect(conflictSchema.parse(body)).toMatchObject({
      scan: { decision: 'keep' },
      reservation: { arrivedCount: 4, scanCount: 2 },
    })
  }
  expect(problemIn(await decide(scanId, 'annul')).code).toBe('conflict')
  expect(await open()).toEqual([])
  expect((await eventsSince(since)).at(-1)).toMatchObject({
    type: 'scan-conflict',
    scan: { scanId, decision: 'keep' },
    reservation: { arrivedCount: 4 },
  })
  // Kept as it was told, it can be taken back like any other.
  const undone = await server.call('POST', `/api/reservas/qr-scan/${second.scan.scanId}/undo`)
  expect(undone.body).toMatchObject({ reservation: { arrivedCount: 2, scanCount: 1 } })
})

it('annulled, they do not count; an undo of the scan is that choice', async () => {
  const { id, scanId } = await twice()
  expect((await decide(scanId, 'annul', server.tokens.desk)).status).toBe(200)
  expect(await server.reservation(id)).toMatchObject({ arrivedCount: 2, scanCount: 1 })
  expect(problemIn(await decide(scanId, 'keep')).code).toBe('conflict')

  const other = await twice()
  const undo = () => server.call('POST', `/api/reservas/qr-scan/${other.scanId}/undo`)
  expect((await undo()).body).toMatchObject({ outcome: 'duplicate', scan: { decision: 'annul' } })
  expect((await undo()).status).toBe(200)
  expect(await open()).toEqual([])
})

it('is one too where the desk sent somebody away whom the server counts: annulled, they are taken out', async () => {
  const { id, code } = await server.book({ partySize: 2 })
  const { scan } = await server.scan(code, { people: 2, deskOutcome: 'duplicate' })
  expect(await open()).toMatchObject([{ scan: { scanId: scan.scanId, outcome: 'admitted' }, admissions: [] }])
  await decide(scan.scanId, 'annul')
  expect(await server.reservation(id)).toMatchObject({ arrivedCount: 0, scanCount: 0, status: 'confirmed' })
  expect(await open()).toEqual([])
})

it('is none where both refuse, each for a reason of its own; no other scan can be decided', async () => {
  const { code, id } = await server.book()
  await server.call('PUT', `/api/reservas/${id}`, {
    body: { status: 'cancelled' },
    headers: { 'if-match': '*' },
  })
  const { scan } = await server.scan(code, { deskOutcome: 'unknown' })
  expect(await open()).toEqual([])
  expect(problemIn(await decide(scan.scanId, 'keep')).code).toBe('not_found')
})

it('lets a cancelled party in that is kept, and the log still says how every row came to be', async () => {
  const { code, id } = await server.book()
  await server.call('PUT', `/api/reservas/${id}`, {
    body: { status: 'cancelled' },
    headers: { 'if-match': '*' },
  })
  const { scan } = await server.scan(code, { deskOutcome: 'admitted' })
  await decide(scan.scanId, 'keep')
  expect(await server.reservation(id)).toMatchObject({ arrivedCount: 1, status: 'arrived' })
  const differences: string[] = []
  await verify(server.db, (difference) => differences.push(difference))
  expect(differences).toEqual([])
})
