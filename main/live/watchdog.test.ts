import { expect, it, vi } from 'vitest'
import { manualTimers } from './testing/manual-timers.ts'
import { createWatchdog } from './watchdog.ts'

it('speaks once after the allowed silence, counted from what was heard last (injected clock)', () => {
  const timers = manualTimers()
  const onSilence = vi.fn()
  const watchdog = createWatchdog(timers, onSilence)
  watchdog.allow(1_000)
  timers.advance(900)
  watchdog.heard()
  timers.advance(999)
  expect(onSilence).not.toHaveBeenCalled()
  timers.advance(1)
  expect(onSilence).toHaveBeenCalledOnce()
  timers.advance(10_000)
  expect(onSilence).toHaveBeenCalledOnce()
})

it('is not put off for ever by a clock that is set back (injected clock)', () => {
  const timers = manualTimers()
  let shift = 0
  const onSilence = vi.fn()
  const watchdog = createWatchdog({ ...timers, now: () => timers.now() - shift }, onSilence)
  watchdog.allow(1_000)
  shift = 3_600_000
  timers.advance(1_000)
  expect(onSilence).not.toHaveBeenCalled()
  shift = 0
  timers.advance(1_000)
  expect(onSilence).toHaveBeenCalledOnce()
})

it('leaves no timer when it is stopped (injected clock)', () => {
  const timers = manualTimers()
  const watchdog = createWatchdog(timers, () => undefined)
  watchdog.allow(1_000)
  watchdog.stop()
  expect(timers.pending()).toBe(0)
})
