// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { useIdle } from './use-idle.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})
const pass = (minutes: number) => act(() => void vi.advanceTimersByTime(minutes * 60_000))

it('is idle after so many minutes without a touch or a key, and wakes at one (mocked time)', () => {
  const { result } = renderHook(() => useIdle(15))
  pass(14)
  act(() => void window.dispatchEvent(new Event('pointermove')))
  pass(14)
  expect(result.current.idle).toBe(false)
  pass(1)
  expect(result.current.idle).toBe(true)
  act(() => void window.dispatchEvent(new Event('keydown')))
  expect(result.current.idle).toBe(false)
  pass(15)
  expect(result.current.idle).toBe(true)
  act(() => result.current.stir())
  expect(result.current.idle).toBe(false)
})

it('is never idle where that is switched off, also when it was (mocked time)', () => {
  const { result, rerender } = renderHook(({ minutes }) => useIdle(minutes), {
    initialProps: { minutes: 5 },
  })
  pass(5)
  expect(result.current.idle).toBe(true)
  rerender({ minutes: 0 })
  expect(result.current.idle).toBe(false)
  pass(600)
  expect(result.current.idle).toBe(false)
})
