import { expect, it } from 'vitest'
import { closedFrom } from './opening.ts'
import { defaultVenueSettings } from './settings.ts'
import type { VenueSettings } from './settings.ts'

const madrid = { timeZone: 'Europe/Madrid', dayStartsAt: 5 }
const minute = 60_000
const closed: VenueSettings['hours'] = {
  monday: [],
  tuesday: [],
  wednesday: [],
  thursday: [],
  friday: [],
  saturday: [],
  sunday: [],
}
/** 2026-11-27 is a Friday; Madrid is an hour ahead of UTC. */
const friday = (clock: string): number => Date.parse(`2026-11-27T${clock}:00Z`)

it.each<[string, VenueSettings['hours'], string, string | null]>([
  ['closed all week', closed, '2026-11-27T20:00:00Z', '2026-11-27T20:00:00Z'],
  ['before an evening', { ...closed, friday: [{ from: '20:00', to: '23:30' }] }, '17:00', '17:00'],
  ['shortly before it', { ...closed, friday: [{ from: '20:00', to: '23:30' }] }, '18:50', '22:30'],
  ['in it', { ...closed, friday: [{ from: '20:00', to: '23:30' }] }, '19:00', '22:30'],
  ['at its end', { ...closed, friday: [{ from: '20:00', to: '23:30' }] }, '22:30', '22:30'],
  ['past midnight', { ...closed, friday: [{ from: '20:00', to: '02:00' }] }, '23:30', '2026-11-28T01:00:00Z'],
  [
    'in the night of the evening before',
    { ...closed, thursday: [{ from: '20:00', to: '02:00' }] },
    '00:30',
    '01:00',
  ],
  [
    'in a night that is written as an opening of its own',
    { ...closed, thursday: [{ from: '00:30', to: '03:00' }] },
    '00:30',
    '02:00',
  ],
  [
    'between lunch and dinner',
    {
      ...closed,
      friday: [
        { from: '13:00', to: '16:00' },
        { from: '20:00', to: '24:00' },
      ],
    },
    '15:30',
    '15:30',
  ],
  [
    'where lunch ends just before dinner',
    {
      ...closed,
      friday: [
        { from: '13:00', to: '19:55' },
        { from: '20:00', to: '24:00' },
      ],
    },
    '15:30',
    '23:00',
  ],
  ['all day', { ...closed, friday: [{ from: '00:00', to: '24:00' }] }, '15:30', '2026-11-28T04:00:00Z'],
  ['as every venue is that has not said its hours', defaultVenueSettings.hours, '15:30', null],
])('%s', (_what, hours, now, expected) => {
  const instant = (clock: string): number => (clock.length === 5 ? friday(clock) : Date.parse(clock))
  expect(closedFrom(instant(now), madrid, hours, 15 * minute)).toBe(
    expected === null ? null : instant(expected),
  )
})

it('the wall clock counts, on a night that has an hour more', () => {
  // In the night to 2026-10-25 Madrid's clock goes from 03:00 back to 02:00.
  const hours = { ...closed, saturday: [{ from: '22:00', to: '04:00' }] }
  expect(closedFrom(Date.parse('2026-10-24T21:00:00Z'), madrid, hours, 0)).toBe(
    Date.parse('2026-10-25T03:00:00Z'),
  )
})
