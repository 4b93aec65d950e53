import { describe, expect, it } from 'vitest'
import { readJson } from '../../contract/json.ts'
import type { Reservation } from '../../contract/reservation.ts'
import type { Loaded } from '../store/protocol.ts'
import { memoryCache } from '../testing/memory-cache.ts'
import { at, identityRecord, reservationOf, scanEntryOf, uuidOf } from '../testing/records.ts'
import { createPublisher } from './publish.ts'

const tonight = reservationOf({ index: 1 })
const later = reservationOf({ index: 2, startsAt: '2026-11-24T21:00:00.000Z' })
const tomorrow = reservationOf({ index: 3, startsAt: '2026-11-25T20:00:00.000Z' })
const rows = [later, tomorrow, tonight]

/** A desk that has read this from its file, on the evening of `at`. */
async function deskWith(loaded: Partial<Loaded>, rows: Reservation[]) {
  const { cache } = memoryCache({ identity: identityRecord, cursor: 10, ...loaded }, rows)
  const publisher = createPublisher({
    model: cache.model,
    freshness: () => ({ connection: { state: 'stopped', reason: 'not_paired' }, freshAt: null }),
    systemLanguage: 'es-ES',
    storeTrouble: () => undefined,
    asking: new Set(),
  })
  await cache.load()
  cache.model.turnTo(Date.parse(at))
  return { cache, publisher, told: () => readJson(publisher.stateText()) }
}

describe('what a window begins with', () => {
  it('has the rows as the file gave them, and all else as it is', async () => {
    const { publisher, told } = await deskWith({}, rows)
    const { reservations, ...rest } = publisher.stateNow()
    expect(told()).toEqual({ ...JSON.parse(JSON.stringify(rest)), reservations: rows })
    expect(reservations.map(({ id }) => id)).toEqual([uuidOf(1), uuidOf(2)])
    expect(told().reservations).toEqual(rows)
  })

  it('is the desk’s own view where one of its rows has changed since', async () => {
    const { cache, publisher, told } = await deskWith({}, rows)
    const moved = { ...later, startsAt: '2026-11-24T19:30:00.000Z', version: 2 }
    await cache.write(() => ({ change: { rows: [moved] }, result: undefined }))
    expect(told()).toEqual(JSON.parse(JSON.stringify(publisher.stateNow())))
    expect(told().reservations.map(({ id }) => id)).toEqual([uuidOf(2), uuidOf(1)])
  })

  it('is the desk’s own view where something of it was not sent yet', async () => {
    const { publisher, told } = await deskWith({ entries: [scanEntryOf(50)] }, rows)
    expect(told()).toEqual(JSON.parse(JSON.stringify(publisher.stateNow())))
    expect(told().reservations[0]).toMatchObject({ id: uuidOf(1), arrivedCount: 1, pending: true })
  })

  it('has no rows before there is a day to show', async () => {
    const { told } = await deskWith({ identity: null }, rows)
    expect(told()).toMatchObject({ day: null, reservations: [] })
  })

  it('has none where the file has none', async () => {
    const { told } = await deskWith({}, [])
    expect(told()).toMatchObject({ day: '2026-11-24', reservations: [] })
  })
})
