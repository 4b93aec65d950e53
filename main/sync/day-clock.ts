import type { Timers } from '../live/deps.ts'
import type { Model } from './model.ts'

export interface DayClock {
  /** Looks at the clock. Returns whether the venue's day is another than the one that was shown. */
  check(): boolean
  stop(): void
}

/** A timer that is late after the machine slept is no harm: every check looks at the clock itself. */
export function createDayClock(model: Model, timers: Timers, onNewDay: () => void): DayClock {
  let handle: unknown
  let armedFor: number | undefined

  function arm(): void {
    const end = model.dayEnd()
    if (end === null || end === armedFor) return
    if (armedFor !== undefined) timers.clearTimeout(handle)
    armedFor = end
    handle = timers.setTimeout(
      () => {
        armedFor = undefined
        if (check()) onNewDay()
      },
      Math.max(0, end - timers.now()),
    )
  }

  function check(): boolean {
    const turned = model.turnTo(timers.now())
    arm()
    return turned
  }

  return {
    check,
    stop: () => {
      if (armedFor !== undefined) timers.clearTimeout(handle)
    },
  }
}
