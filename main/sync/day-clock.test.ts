import { expect, it } from 'vitest'
import { manualTimers } from '../live/testing/manual-timers.ts'
import { at, identityRecord, reservationOf } from '../testing/records.ts'
import { createDayClock } from './day-clock.ts'
import { Model } from './model.ts'

it('the venue’s day turns at its own hour, with the clock in our hand, and tomorrow’s list is there', () => {
  const model = new Model()
  const tomorrow = reservationOf({ index: 2, startsAt: '2026-11-25T20:00:00.000Z' })
  model.apply({ identity: identityRecord, cursor: 1, rows: [reservationOf({ index: 1 }), tomorrow] })
  const timers = manualTimers(Date.parse(at))
  const turns: (string | null)[] = []
  const clock = createDayClock(model, timers, () => turns.push(model.day))
  expect(clock.check()).toBe(true)
  expect(clock.check()).toBe(false)
  expect(model.day).toBe('2026-11-24')

  // 20:00 in Madrid; the venue's day begins at 05:00.
  timers.advance(9 * 3_600_000 - 1)
  expect(turns).toEqual([])
  timers.advance(1)
  expect(turns).toEqual(['2026-11-25'])
  expect(model.shown().map(({ id }) => id)).toEqual([tomorrow.id])
  timers.advance(24 * 3_600_000)
  expect(turns).toEqual(['2026-11-25', '2026-11-26'])
  clock.stop()
  expect(timers.pending()).toBe(0)
})
