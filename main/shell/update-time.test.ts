import { describe, expect, it } from 'vitest'
import { defaultVenueSettings } from '../../contract/settings.ts'
import { updateTime } from './update-time.ts'

const venue = { timeZone: 'Europe/Madrid', dayStartsAt: 5 }
const evenings = [{ from: '20:00', to: '01:00' }]
const hours = {
  monday: evenings,
  tuesday: evenings,
  wednesday: evenings,
  thursday: evenings,
  friday: evenings,
  saturday: evenings,
  sunday: evenings,
}
/** A winter day: the venue's clock is an hour ahead of these. */
const at = (clock: string): number => Date.parse(`2026-11-27T${clock}:00Z`)
const said = ({ hold, at: then }: ReturnType<typeof updateTime>): [string | null, string] => [
  hold,
  new Date(then).toISOString().slice(5, 16),
]

describe('an update is installed', () => {
  it.each<[string, string, string | null, [string | null, string]]>([
    ['at once while the venue is closed', '12:00', null, [null, '11-27T12:00']],
    ['after the evening that has begun', '19:00', null, ['open', '11-28T00:00']],
    ['in the last minute of it, still after it', '23:59', null, ['open', '11-28T00:00']],
    ['after the evening that is about to begin', '18:50', null, ['open', '11-28T00:00']],
    ['five minutes after a scan', '12:00', '11:58', ['scan', '11-27T12:03']],
    ['at once when the last scan is long ago', '12:00', '11:55', [null, '11-27T12:00']],
    ['not between a scan and an opening that is near', '18:42', '18:41', ['open', '11-28T00:00']],
    [
      'five minutes after a scan that was made when the venue had closed',
      '00:10',
      '00:09',
      ['scan', '11-27T00:14'],
    ],
    ['by a clock that is behind the scans’', '12:00', '12:10', ['scan', '11-27T12:15']],
  ])('%s', (_when, now, scan, expected) => {
    const lastScanAt = scan === null ? null : at(scan)
    expect(said(updateTime({ now: at(now), venue, hours, lastScanAt }))).toEqual(expected)
  })
})

describe('a venue that never closes, as every one is until its manager says its hours,', () => {
  it.each<[string, string, [string | null, string]]>([
    ['waits for the first hour of its day', '12:00', ['always_open', '11-28T04:00']],
    ['is updated in that hour', '04:30', [null, '11-27T04:30']],
    ['waits for the next one when it is over', '05:00', ['always_open', '11-28T04:00']],
  ])('%s', (_what, now, expected) => {
    for (const never of [defaultVenueSettings.hours, null]) {
      expect(said(updateTime({ now: at(now), venue, hours: never, lastScanAt: null }))).toEqual(expected)
    }
  })

  it('is not updated in that hour where guests come in', () => {
    const moment = { now: at('04:58'), venue, hours: null, lastScanAt: at('04:57') }
    expect(said(updateTime(moment))).toEqual(['always_open', '11-28T04:00'])
  })
})

it('a desk that is not paired may be updated at any time', () => {
  const moment = { now: at('20:00'), venue: null, hours: null, lastScanAt: null }
  expect(said(updateTime(moment))).toEqual([null, '11-27T20:00'])
})
