// @vitest-environment happy-dom
import { toast } from 'sonner'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Activity } from '../../../contract/ipc.ts'
import { startI18n } from '../../i18n/i18n.ts'
import { announceActivity } from './announce.tsx'

const change = (number: number): Activity => ({
  kind: 'changed',
  name: `Guest ${number}`,
  vip: false,
  own: false,
  deviceName: 'Puesto 2',
})

/** The ids of the notices that were shown. */
let shown: unknown[]
beforeEach(() => {
  startI18n()
  vi.useFakeTimers()
  shown = []
  vi.spyOn(toast, 'custom').mockImplementation((_, options) => {
    shown.push(options?.id)
    return options?.id ?? shown.length
  })
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.useRealTimers()
})

it('with a mocked clock: of 200 changes in a minute three are told apart, and the rest in one notice that counts', () => {
  for (let number = 0; number < 200; number += 1) {
    announceActivity([change(number)])
    vi.advanceTimersByTime(300)
  }
  expect(shown.filter((id) => id === undefined)).toHaveLength(3)
  expect(new Set(shown)).toEqual(new Set([undefined, 'many']))
})
