import { expect, it } from 'vitest'
import { defaultVenueSettings, venueSettingsChangesSchema, venueSettingsSchema } from './settings.ts'

it('has defaults that are settings', () => {
  expect(venueSettingsSchema.parse({ capacity: 1, ...defaultVenueSettings })).toMatchObject({
    maxStreams: 100,
  })
})

it('reads thresholds from before there were as many', () => {
  const { thresholds } = defaultVenueSettings
  const before = { lateMinutes: 7, largeParty: 8, fullPercent: 100 }
  const read = venueSettingsSchema.parse({ capacity: 1, ...defaultVenueSettings, thresholds: before })
  expect(read.thresholds).toEqual({ ...thresholds, lateMinutes: 7 })
})

const table = { name: '1', seats: 4 }
it.each([
  {},
  { maxStreams: 9 },
  { maxStreams: 1001 },
  { capacity: 0 },
  { capacity: 1.5 },
  { colour: 'red' },
  { tags: ['vip', 'vip'] },
  { areas: [{ name: 'Sala', tables: [table, table] }] },
  {
    areas: [
      { name: 'Sala', tables: [] },
      { name: 'Sala', tables: [] },
    ],
  },
  { hours: { monday: [] } },
  { hours: { ...defaultVenueSettings.hours, monday: [{ from: '25:00', to: '26:00' }] } },
  { hours: { ...defaultVenueSettings.hours, monday: [{ from: '13:00', to: '13:00' }] } },
  { thresholds: { lateMinutes: 5 } },
  { thresholds: { ...defaultVenueSettings.thresholds, noShowMinutes: 0 } },
  { thresholds: { ...defaultVenueSettings.thresholds, colour: 1 } },
])('%j is refused', (changes) => {
  expect(venueSettingsChangesSchema.safeParse(changes).success).toBe(false)
})
