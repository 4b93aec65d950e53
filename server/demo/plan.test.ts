import { describe, expect, it } from 'vitest'
import { venueDay } from '../../contract/venue-day.ts'
import { eveningZone, planEvening } from './plan.ts'
import { seededRandom } from './random.ts'

const venueIn = (timeZone: string) => ({ id: 1, name: 'x', timeZone, dayStartsAt: 5, capacity: 400 })
const hours = Array.from({ length: 24 }, (_, hour) => hour)

describe.each(['2026-01-15', '2026-07-15', '2026-11-24'])('on %s', (date) => {
  it.each(hours)(
    'at %i:59 UTC it is evening in some venue, and all parties fall into its one day',
    (hour) => {
      const now = new Date(`${date}T${String(hour).padStart(2, '0')}:59:00Z`)
      const venue = venueIn(eveningZone(now))
      const parties = planEvening(seededRandom(1), now, venue)
      const today = venueDay(now, venue)
      expect(parties.map(({ startsAt }) => venueDay(startsAt, venue))).toEqual(parties.map(() => today))
      for (const party of parties) {
        for (const { at } of [...party.scans, ...(party.then ?? [])]) expect(at < now).toBe(true)
        const people = party.scans.reduce((sum, scan) => sum + scan.people, 0)
        expect(people).toBeLessThanOrEqual(party.partySize)
      }
    },
  )
})

it('plans the same evening for the same numbers', () => {
  const now = new Date('2026-11-24T01:00:00Z')
  const plan = () => planEvening(seededRandom(7), now, venueIn('America/Mexico_City'))
  expect(plan()).toEqual(plan())
  expect(plan()).toHaveLength(60)
})
