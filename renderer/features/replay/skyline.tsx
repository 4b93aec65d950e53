import { memo } from 'react'
import { momentTone } from './moment-tone.ts'
import type { Timeline } from './timeline.ts'

/** Columns of the picture: with more moments than that, a column stands for several. */
const columns = 240
const height = 40

interface SkylineProps {
  timeline: Timeline
  /** Where the replay is: what came before is full, what comes after is faint. */
  time: number
}

/** A tick for each moment over the slider, higher where more happened. Decoration: the list says the same. */
export function Skyline({ timeline, time }: SkylineProps) {
  const { from, to } = timeline
  const share = ((time - from) / (to - from)) * columns
  return (
    <svg className="skyline" viewBox={`0 0 ${columns} ${height}`} preserveAspectRatio="none" aria-hidden>
      <clipPath id="skyline-past">
        <rect width={share} height={height} />
      </clipPath>
      <g opacity={0.35}>
        <Ticks timeline={timeline} />
      </g>
      <g clipPath="url(#skyline-past)">
        <Ticks timeline={timeline} />
      </g>
    </svg>
  )
}

const Ticks = memo(function Ticks({ timeline }: { timeline: Timeline }) {
  return ticksOf(timeline).map(({ column, tone, from, size }) => (
    <rect
      key={`${column} ${tone}`}
      data-tone={tone}
      x={column}
      y={height - from - size}
      width={0.8}
      height={size}
    />
  ))
})

const tones = ['green', 'blue', 'amber', 'red'] as const

function ticksOf({ moments, from, to }: Timeline) {
  const counts = new Map<number, Record<(typeof tones)[number], number>>()
  for (const moment of moments) {
    const column = Math.min(columns - 1, Math.floor(((moment.at - from) / (to - from)) * columns))
    const counted = counts.get(column) ?? { green: 0, blue: 0, amber: 0, red: 0 }
    counted[momentTone(moment)] += 1
    counts.set(column, counted)
  }
  const most = Math.max(...[...counts.values()].map(total))
  // A lonely moment is seen, too.
  const scale = (count: number) => (count === 0 ? 0 : Math.max(4, (count / Math.max(4, most)) * height))
  return [...counts].flatMap(([column, counted]) => {
    let below = 0
    return tones
      .filter((tone) => counted[tone] > 0)
      .map((tone) => {
        const tick = { column, tone, from: below, size: Math.min(height - below, scale(counted[tone])) }
        below += tick.size
        return tick
      })
  })
}

function total(counted: Record<(typeof tones)[number], number>): number {
  return tones.reduce((sum, tone) => sum + counted[tone], 0)
}
