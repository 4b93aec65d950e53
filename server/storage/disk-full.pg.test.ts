import { expect, it, vi } from 'vitest'
import { eventsAfter, lastSeq } from '../events/log.ts'
import { problemIn } from '../testing/call.ts'
import { startPostgres } from '../testing/postgres.ts'
import { mountSmallDisk } from '../testing/small-disk.ts'
import { startTestServer } from '../testing/test-server.ts'
import { until } from '../testing/until.ts'
import { verify } from '../verify/verify.ts'

vi.setConfig({ testTimeout: 120_000 })

it("PostgreSQL's disk is full: 507 or 503, nothing is damaged or half done, and work goes on when there is space", async (test) => {
  const disk = await mountSmallDisk(160)
  if (disk === undefined) return test.skip('needs root on Linux, to mount a small disk')
  const postgres = await startPostgres(disk.folder)
  const server = await startTestServer({ database: await postgres.createDatabase() })
  try {
    disk.fill(2 * 1024 * 1024)
    const body = {
      businessId: 1,
      customer: { name: 'x' },
      startsAt: new Date().toISOString(),
      partySize: 2,
      notes: 'n'.repeat(1500),
    }
    const book = () => server.call('POST', '/api/reservas', { body })
    const before = await lastSeq(server.db, 1)
    let made = 0
    let answer = await book()
    while (answer.status === 201 && made < 20_000) {
      made += 1
      answer = await book()
    }
    expect([503, 507]).toContain(problemIn(answer).status)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)

    disk.empty()
    // Without space for its journal PostgreSQL ends, and is started again by whoever watches over it.
    await postgres.down()
    await postgres.up()
    await until(async () => (await book()).status === 201)
    const events = await eventsAfter(server.db, 1, before, 100_000)
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => before + 1 + index))
    expect(events.length).toBeGreaterThanOrEqual(made + 1)
    const differences: string[] = []
    await verify(server.db, (line) => differences.push(line))
    expect(differences).toEqual([])
  } finally {
    await server.close()
    await postgres.remove()
    await disk.remove()
  }
})
