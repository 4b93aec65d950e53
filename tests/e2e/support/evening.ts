import { randomUUID } from 'node:crypto'
import type { ScanInput } from '../../../contract/ipc.ts'
import type { TestApi } from './api.ts'
import type { TestDesk } from './desk.ts'
import { inMain } from './in-main.ts'

/** So many evenings of a hundred parties fill what has a bound: the scans that are kept, the engine's own caches. */
export const filledAfter = 5

/** How many things happen at once: several desks, the venue's web page, the telephone. */
const atOnce = 4

/**
 * A whole evening in as little time as the machine allows: so many parties book, are scanned in at this desk, sit
 * down, leave, and are deleted, so that the venue is as it was; the host looks for some of them.
 * It is five events a party.
 */
export async function simulateEvening(api: TestApi, desk: TestDesk, parties: number): Promise<void> {
  const waiting = Array.from({ length: parties }, (_, index) => index)
  const next = async (_: unknown, line: number): Promise<void> => {
    // There is one host: of the parties that come at once only those of one line are looked for.
    for (let index = waiting.pop(); index !== undefined; index = waiting.pop())
      await oneParty(api, desk, index, line === 0)
  }
  await Promise.all(Array.from({ length: atOnce }, next))
  await desk.search('')
  await desk.isWaitingFor(0)
}

async function oneParty(api: TestApi, desk: TestDesk, index: number, lookedFor: boolean): Promise<void> {
  const name = `Velada ${index} ${randomUUID().slice(0, 8)}`
  const { id } = await api.create(name, 2, { table: String(index % 30) })
  const ticket = await api.ticket(id)
  const scan: ScanInput = { text: ticket, source: 'wedge', at: new Date().toISOString() }
  // The same text for every guest: the engine keeps the programs that it has compiled.
  await desk.page.evaluate('(scan) => window.desk.scan(scan)', scan)
  if (lookedFor) {
    await desk.search(name)
    await desk.card(id).click()
    await desk.page.keyboard.press('Escape')
  }
  await api.update(id, { status: 'seated' })
  await api.update(id, { status: 'completed' })
  await api.remove(id)
}

/**
 * What a desk's own code holds after everything that is not used any more was collected, in KiB: the window and main.
 * The desk has to be started with `--js-flags=--expose-gc`.
 */
export async function heapOf(desk: TestDesk): Promise<number> {
  const devtools = await desk.page.context().newCDPSession(desk.page)
  // What a first collection lets go of may hold more.
  for (let round = 0; round < 3; round++) await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  await devtools.detach()
  const main = await inMain(desk.app, () => {
    if (!globalThis.gc) throw new Error('Start the desk with --js-flags=--expose-gc.')
    for (let round = 0; round < 3; round++) globalThis.gc()
    return process.memoryUsage().heapUsed
  })
  return (usedSize + main) / 1024
}
