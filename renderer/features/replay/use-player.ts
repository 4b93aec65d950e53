import { useEffect, useEffectEvent, useState } from 'react'
import type { KeyboardEvent } from 'react'
import { indexAt } from './timeline.ts'
import type { Timeline } from './timeline.ts'

export const speeds = ['1', '60', '600'] as const
export type Speed = (typeof speeds)[number]

/** Where in the day the replay is: a time, and how many moments have happened by then. */
export interface Position {
  time: number
  index: number
}

export interface Player {
  position: Position
  playing: boolean
  speed: Speed
  setSpeed: (speed: Speed) => void
  toggle: () => void
  /** Goes to a time, in milliseconds. */
  seek: (time: number) => void
  /** Goes to just after the moment of that index; `0` is before the first. */
  goTo: (index: number) => void
  /** Arrows step by moment, Home and End go to the day's ends, Space plays and pauses. */
  onKeyDown: (event: KeyboardEvent) => void
}

/** Runs through a day, and holds where it is. It begins at the day's end: what was last is known best. */
export function usePlayer(timeline: Timeline): Player {
  const { moments, from, to } = timeline
  const [position, setPosition] = useState<Position>({ time: to, index: moments.length })
  const [playing, setPlaying] = useState(false)
  const [speed, setSpeed] = useState<Speed>('60')

  const positionAt = (time: number): Position => {
    const within = Math.min(to, Math.max(from, time))
    return { time: within, index: indexAt(timeline, within) }
  }
  const seek = (time: number): void => setPosition(positionAt(time))
  const goTo = (index: number): void => {
    // After the last moment it stays where it is: the time there may be later.
    if (index > moments.length) return
    const within = Math.max(0, index)
    setPosition({ time: moments[within - 1]?.at ?? from, index: within })
  }

  const advance = useEffectEvent((ms: number) => {
    // A frame may come before the one before it was drawn.
    setPosition(({ time }) => positionAt(time + ms * Number(speed)))
    if (position.time >= to) setPlaying(false)
  })
  useEffect(() => {
    if (!playing) return
    let last = performance.now()
    let frame = requestAnimationFrame(function tick(now) {
      advance(Math.max(0, now - last))
      last = now
      frame = requestAnimationFrame(tick)
    })
    return () => cancelAnimationFrame(frame)
  }, [playing])

  const toggle = (): void => {
    // From its end a day is played from its beginning.
    if (!playing && position.time >= to) goTo(0)
    setPlaying(!playing)
  }

  const keys: Record<string, () => void> = {
    ArrowRight: () => goTo(position.index + 1),
    ArrowLeft: () => goTo(position.index - 1),
    ArrowUp: () => goTo(position.index + 1),
    ArrowDown: () => goTo(position.index - 1),
    PageDown: () => seek(position.time - 15 * 60_000),
    PageUp: () => seek(position.time + 15 * 60_000),
    Home: () => goTo(0),
    End: () => seek(to),
    ' ': toggle,
  }
  return {
    position,
    playing,
    speed,
    setSpeed,
    toggle,
    seek,
    goTo,
    onKeyDown: (event) => {
      const act = keys[event.key]
      if (!act || event.ctrlKey || event.altKey || event.metaKey) return
      event.preventDefault()
      if (event.key !== ' ') setPlaying(false)
      act()
    },
  }
}
