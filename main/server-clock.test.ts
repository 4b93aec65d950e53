import { expect, it } from 'vitest'
import { manualTimers } from './live/testing/manual-timers.ts'
import { createServerClock, timesItMayBe } from './server-clock.ts'

const hour = 3_600_000

/** A computer whose clock is `aheadMs` ahead, and the answers of a server whose clock is right (both are made). */
function clockAhead(aheadMs: number) {
  const timers = manualTimers()
  const told: number[] = []
  const clock = createServerClock(timers, () => told.push(clock.offsetMs()))
  const right = () => timers.now() - aheadMs
  const hear = (tookMs = 0, type = 'application/json', status = 200) =>
    clock.listening(() => {
      timers.advance(tookMs)
      const date = new Date(right()).toUTCString()
      return Promise.resolve(new Response('', { status, headers: { date, 'content-type': type } }))
    })('http://desk.test')
  return { timers, clock, told, hear, right }
}

it('goes by the server once it has answered, and says so once', async () => {
  const { clock, told, hear, right } = clockAhead(hour)
  expect(clock.isSure()).toBe(false)
  await hear()
  await hear()
  expect(told).toHaveLength(1)
  expect(clock.isSure()).toBe(true)
  expect(Math.abs(clock.timers.now() - right())).toBeLessThan(1_500)
})

it('takes a second more or less for no offset', async () => {
  const { clock, hear } = clockAhead(900)
  await hear(400)
  expect(clock.isSure()).toBe(true)
  expect(clock.offsetMs()).toBe(0)
})

it('believes no page of something in between, and no answer that was long on its way', async () => {
  const { clock, hear } = clockAhead(hour)
  await hear(0, 'text/html', 403)
  await hear(60_000)
  expect(clock.isSure()).toBe(false)
  expect(clock.offsetMs()).toBe(0)
})

it('goes on from the last time, and allows for more while nobody has confirmed it', async () => {
  const { timers, clock, hear } = clockAhead(hour)
  clock.begin(hour)
  expect(clock.timers.now()).toBe(timers.now() - hour)
  const times = timesItMayBe(clock)
  expect(Math.min(...times)).toBeLessThanOrEqual(timers.now() - 2 * hour)
  expect(Math.max(...times)).toBeGreaterThanOrEqual(timers.now() + hour)
  await hear()
  expect(timesItMayBe(clock)).toEqual([clock.timers.now()])
})
