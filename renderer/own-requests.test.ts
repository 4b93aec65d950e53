import { expect, it } from 'vitest'
import type { Activity } from '../contract/ipc.ts'
import { createOwnRequests } from './own-requests.ts'
import { uuidOf } from './testing/sample.ts'

const created = (over: Partial<Activity> = {}): Activity => ({
  kind: 'created',
  reservationId: uuidOf(1),
  name: 'Ana',
  vip: false,
  own: true,
  deviceName: 'Puesto 1',
  ...over,
})

it('claims what this window asked for, once', async () => {
  const own = createOwnRequests()
  await own.track(['created'], Promise.resolve(uuidOf(1)), (id) => id)
  expect(own.claim(created({ reservationId: uuidOf(2) }))).toBe(false)
  expect(own.claim(created({ own: false }))).toBe(false)
  expect(own.claim(created())).toBe(true)
  expect(own.claim(created())).toBe(false)
})

it('does not claim what was done in this desk’s name elsewhere', () => {
  expect(createOwnRequests().claim(created())).toBe(false)
})

it('awaits answers, also those that never come well', async () => {
  const own = createOwnRequests()
  const request = own.track(['scanned'], Promise.reject(new Error('gone')), () => uuidOf(1))
  expect(own.awaits('scanned')).toBe(true)
  expect(own.awaits('created')).toBe(false)
  await expect(request).rejects.toThrow('gone')
  expect(own.awaits('scanned')).toBe(false)
  expect(own.claim(created({ kind: 'scanned' }))).toBe(false)
})
