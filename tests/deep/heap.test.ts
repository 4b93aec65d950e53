import { expect } from 'playwright/test'
import { filledAfter, heapOf, simulateEvening } from '../e2e/support/evening.ts'
import { test } from '../e2e/support/scene.ts'

/** What the engine keeps for itself as time goes on: code that it compiles again, its caches. */
const noiseKiB = 128

test('over ten evenings what the desk holds does not grow', async ({ scene }) => {
  test.setTimeout(20 * 60_000)
  const { server, api } = await scene.server()
  const { url, tokens } = server.ready
  const desk = await scene.desk('a', { server: url, token: tokens.desk, args: ['--js-flags=--expose-gc'] })
  await desk.isLive()
  for (let evening = 0; evening < filledAfter; evening++) await simulateEvening(api, desk, 120)
  const before = await heapOf(desk)
  for (let evening = 0; evening < 10; evening++) await simulateEvening(api, desk, 120)
  const growthKiB = ((await heapOf(desk)) - before) / 10
  expect(growthKiB).toBeLessThan(noiseKiB)
})
