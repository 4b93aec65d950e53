import './flash.css'
import { useSyncExternalStore } from 'react'
import type { Tone } from '../../sound/play.ts'
import { createFlashLimit } from './flash-limit.ts'
import { ToneSign } from './tone-sign.tsx'

interface Shown {
  tone: Tone
  /** Counts them, so that the same tone again is another flash. */
  count: number
}

const allows = createFlashLimit()
/** As long as flash.css has it. */
const lastsMs = 320
let shown: Shown | null = null
let timer: ReturnType<typeof setTimeout> | undefined
const listeners = new Set<() => void>()

function tell(next: Shown | null): void {
  shown = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Lights up the whole screen for a moment, unless there were too many flashes a moment ago. */
export function flash(tone: Tone): void {
  if (!allows(performance.now())) return
  clearTimeout(timer)
  tell({ tone, count: (shown?.count ?? 0) + 1 })
  timer = setTimeout(() => tell(null), wantsStillness() ? 1_200 : lastsMs)
}

/** Whether the system asks for less motion: then a still frame takes the place of a flash. */
export function wantsStillness(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}

/** A verdict's colour and shape over the whole screen. It takes no click, and a screen reader hears the band. */
export function Flash() {
  const flashed = useSyncExternalStore(subscribe, () => shown)
  if (!flashed) return null
  return (
    <div key={flashed.count} className="flash" data-testid="flash" data-tone={flashed.tone} aria-hidden>
      <ToneSign tone={flashed.tone} size="14rem" />
    </div>
  )
}
