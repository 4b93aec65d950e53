import { expect } from 'playwright/test'
import type { DeskState } from '../../contract/ipc.ts'
import type { TestApi } from '../../tests/e2e/support/api.ts'
import type { TestDesk } from '../../tests/e2e/support/desk.ts'

/** How many requests of other desks are under way. */
const atOnce = 16
/** What the last change writes on a card that is in sight. */
const lastTable = 'R2'

/**
 * Changes so many reservations as fast as the server takes it, while the desk shows the list. Returns the longest
 * time between two frames of its window in milliseconds, after its window shows every change.
 */
export async function measureBurst(api: TestApi, desk: TestDesk, events: number): Promise<number> {
  const ids = (await api.list()).slice(0, events).map(({ id }) => id)
  if (ids.length < events) throw new Error(`There are ${ids.length} reservations to change, not ${events}.`)
  const seen = await desk.page.getByTestId('reservation-card').first().getAttribute('data-reservation-id')
  if (seen === null) throw new Error('The desk shows no card.')
  await desk.page.evaluate(watchFrames)
  const waiting = [...ids]
  const next = async (): Promise<void> => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) await api.update(id, { table: 'R1' })
  }
  await Promise.all(Array.from({ length: atOnce }, next))
  // Events come in their order, so after this one there is none. Asking the window for its rows meanwhile would be
  // the longest frame of all.
  await api.update(seen, { table: lastTable })
  await expect(desk.card(seen)).toContainText(lastTable, { timeout: 60_000 })
  const frames = await desk.page.evaluate(() => window.benchFrames())
  const there = new Map((await api.list()).map(({ id, table }) => [id, table]))
  const shown = await tablesOf(desk)
  expect(shown).toHaveLength(there.size)
  for (const [id, table] of shown) expect(table).toBe(there.get(id))
  return Math.max(...frames)
}

function tablesOf(desk: TestDesk): Promise<[string, string | undefined][]> {
  return desk.page.evaluate(async () => {
    // As renderer/store/bridge.ts reads it: no import reaches into the window.
    const { reservations } = JSON.parse(await window.desk.getState()) as DeskState
    return reservations.map(({ id, table }) => [id, table])
  })
}

declare global {
  interface Window {
    /** Ends the watching, and gives the times between frames. */
    benchFrames: () => number[]
  }
}

/** Runs in the window. */
function watchFrames(): void {
  const gaps: number[] = []
  let watching = true
  let before = performance.now()
  const frame = (now: number): void => {
    gaps.push(now - before)
    before = now
    if (watching) requestAnimationFrame(frame)
  }
  requestAnimationFrame((now) => {
    before = now
    requestAnimationFrame(frame)
  })
  window.benchFrames = () => {
    watching = false
    return gaps
  }
}
