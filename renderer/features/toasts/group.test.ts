import { describe, expect, it } from 'vitest'
import type { Activity } from '../../../contract/ipc.ts'
import { uuidOf } from '../../testing/sample.ts'
import { groupActivity } from './group.ts'

const activity = (over: Partial<Activity> = {}): Activity => ({
  kind: 'created',
  name: 'Sofía Medina',
  vip: false,
  own: false,
  deviceName: 'Puesto 2',
  ...over,
})
const scanned = (number: number, over: Partial<Activity> = {}) =>
  activity({ kind: 'scanned', reservationId: uuidOf(number), people: 1, ...over })

describe('what many things at once are told as', () => {
  it('up to three are told one by one', () => {
    const three = [activity(), activity({ kind: 'changed' }), scanned(1)]
    expect(groupActivity(three)).toEqual({ apart: three, together: 0 })
  })

  it('more are told as a number', () => {
    expect(groupActivity(Array.from({ length: 12 }, () => activity()))).toEqual({ apart: [], together: 12 })
  })

  it('are told as a number where there is no room', () => {
    expect(groupActivity([activity()], 0)).toEqual({ apart: [], together: 1 })
    expect(groupActivity([activity(), activity()], 1).together).toBe(2)
  })

  it('guests of one party who come one after the other are one line', () => {
    const { apart } = groupActivity([scanned(1), scanned(2), scanned(1, { people: 2 }), scanned(1)])
    expect(apart.map(({ reservationId, people }) => [reservationId, people])).toEqual([
      [uuidOf(1), 4],
      [uuidOf(2), 1],
    ])
  })

  it('the same party at two desks is two lines', () => {
    expect(groupActivity([scanned(1), scanned(1, { deviceName: 'Puesto 3' })]).apart).toHaveLength(2)
  })

  it('conflicts are told apart, however much comes with them', () => {
    const conflict = activity({ kind: 'conflict' })
    const many = Array.from({ length: 8 }, () => activity())
    expect(groupActivity([...many, conflict])).toEqual({ apart: [conflict], together: 8 })
  })
})
