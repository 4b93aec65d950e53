import path from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { lastSeq } from '../events/log.ts'
import { problemIn } from '../testing/call.ts'
import { mountSmallDisk } from '../testing/small-disk.ts'
import { startTestServer } from '../testing/test-server.ts'

it('a full disk: 507, nothing is damaged or half done, and work goes on when there is space', async (test) => {
  const disk = await mountSmallDisk(8)
  if (disk === undefined) return test.skip('needs root on Linux, to mount a small disk')
  const file = path.join(disk.folder, 'frontdesk.db')
  const server = await startTestServer({ database: file })
  try {
    // Leaves a little, so that it is a write in the middle that no longer fits.
    disk.fill(64 * 1024)
    const body = {
      businessId: 1,
      customer: { name: 'x' },
      startsAt: new Date().toISOString(),
      partySize: 2,
      notes: 'n'.repeat(1500),
    }
    const book = () => server.call('POST', '/api/reservas', { body })
    let made = 0
    const before = await lastSeq(server.db, 1)
    let answer = await book()
    while (answer.status === 201 && made < 2000) {
      made += 1
      answer = await book()
    }
    expect(problemIn(answer)).toMatchObject({ status: 507, code: 'storage_full' })
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect((await server.call('GET', '/api/reservas?businessId=1')).status).toBe(200)
    expect(await lastSeq(server.db, 1)).toBe(before + made)

    disk.empty()
    expect((await book()).status).toBe(201)
    expect(await lastSeq(server.db, 1)).toBe(before + made + 1)
    const checked = new Sqlite(file, { readonly: true })
    expect(checked.pragma('integrity_check', { simple: true })).toBe('ok')
    checked.close()
  } finally {
    await server.close()
    await disk.remove()
  }
}, 60_000)
