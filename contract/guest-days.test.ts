import fc from 'fast-check'
import { expect, it } from 'vitest'
import { guestsKeptFrom } from './guest-days.ts'
import { venueDay } from './venue-day.ts'

const madrid = { timeZone: 'Europe/Madrid', dayStartsAt: 5 }

it.each([
  // A day after the reservation's own, until the venue's day ends at 05:00.
  ['2026-11-24T19:00:00.000Z', 1, '2026-11-23T04:00:00.000Z'],
  ['2026-11-25T03:59:59.999Z', 1, '2026-11-23T04:00:00.000Z'],
  ['2026-11-25T04:00:00.000Z', 1, '2026-11-24T04:00:00.000Z'],
  // Over the end of summer time.
  ['2026-10-27T12:00:00.000Z', 30, '2026-09-27T03:00:00.000Z'],
])('at %s, %i days are kept from %s on', (now, days, from) => {
  expect(guestsKeptFrom(Date.parse(now), madrid, days)).toBe(from)
})

it('keeps all where nobody has said for how long, and never touches today or the day before', () => {
  expect(guestsKeptFrom(Date.now(), madrid, null)).toBeNull()
  expect(guestsKeptFrom(Date.now(), madrid, undefined)).toBeNull()
  const zones = fc.constantFrom(
    'Europe/Madrid',
    'America/Mexico_City',
    'Pacific/Apia',
    'Asia/Kathmandu',
    'UTC',
  )
  const instants = fc.date({ min: new Date('2021-01-01'), max: new Date('2080-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(
      zones,
      fc.integer({ min: 0, max: 23 }),
      fc.integer({ min: 1, max: 400 }),
      instants,
      (timeZone, dayStartsAt, days, now) => {
        const venue = { timeZone, dayStartsAt }
        const from = guestsKeptFrom(now.getTime(), venue, days) ?? ''
        const [kept, today] = [venueDay(from, venue), venueDay(now, venue)]
        // What is from `days` days ago is kept, whatever the clocks did between.
        expect((Date.parse(today) - Date.parse(kept)) / 86_400_000).toBe(days)
        expect(venueDay(Date.parse(from) - 1, venue) < kept).toBe(true)
      },
    ),
  )
})
