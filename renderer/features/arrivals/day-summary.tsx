import './day-summary.css'
import { useMemo } from 'react'
import type { ReactNode } from 'react'
import { useMinute } from '../../clock.ts'
import { useClockface } from '../../i18n/use-clockface.ts'
import { useT } from '../../i18n/use-t.ts'
import type { Look } from '../../party.ts'
import { useDesk } from '../../store/desk-store.ts'
import { thresholdsOf } from '../../store/session.ts'
import { createStatsSelector } from './day-stats.ts'
import type { QuarterBar } from './day-stats.ts'
import { startOfQuarter } from './quarter.ts'

const statsOf = createStatsSelector()

/** The evening at a glance: who is in, who is to come, who is late, who waits, and when the rush is. */
export function DaySummary() {
  const t = useT()
  const minute = useMinute()
  const known = useDesk((desk) => desk.day !== null)
  const stats = useDesk((desk) => statsOf(desk, minute, thresholdsOf(desk).lateMinutes))
  const capacity = useDesk((desk) => desk.business?.capacity ?? 0)
  const fullPercent = useDesk((desk) => thresholdsOf(desk).fullPercent)
  // Zeros would be read as the truth.
  if (!known) return null
  const full = stats.inside * 100 >= capacity * fullPercent
  return (
    <section className="summary" aria-label={t('stats.label')}>
      <ul className="summary-numbers">
        <Total
          look="in"
          word={full ? t('stats.full') : t('stats.inside')}
          tone={full ? 'attention' : undefined}
        >
          {stats.inside} <small>/ {capacity}</small>
        </Total>
        <Total look="expected" word={t('stats.toCome')}>
          {stats.toCome} <small>/ {stats.expected}</small>
        </Total>
        <Total look="late" word={t('stats.late')} tone={stats.late > 0 ? 'attention' : undefined}>
          {stats.late}
        </Total>
        <Total look="waitlist" word={t('stats.waiting')}>
          {stats.waiting}
        </Total>
      </ul>
      <CoversChart bars={stats.bars} now={startOfQuarter(minute)} />
    </section>
  )
}

interface TotalProps {
  look: Look
  word: string
  tone?: 'attention' | undefined
  children: ReactNode
}

/** A number of the day: pressed, only its parties are shown. */
function Total({ look, word, tone, children }: TotalProps) {
  const t = useT()
  const chosen = useDesk((desk) => desk.filter.states.includes(look))
  const toggle = useDesk((desk) => desk.toggleFilter)
  return (
    <li>
      <button
        type="button"
        className="summary-number"
        data-look={look}
        data-tone={tone}
        aria-pressed={chosen}
        title={chosen ? t('stats.showAll') : t('stats.showOnly')}
        onClick={() => toggle({ part: 'states', value: look })}
      >
        <strong>{children}</strong>
        <span>{word}</span>
      </button>
    </li>
  )
}

/** People per quarter hour; the dark part of a bar are those who are in. */
function CoversChart({ bars, now }: { bars: readonly QuarterBar[]; now: number }) {
  const t = useT()
  const clock = useClockface()
  const most = useMemo(() => Math.max(1, ...bars.map((bar) => bar.people)), [bars])
  return (
    <ul className="covers" aria-label={t('stats.chart')}>
      {bars.map(({ quarter, people, inside }) => {
        const time = clock.time(quarter)
        return (
          <li key={quarter} className={quarter === now ? 'covers-slot covers-now' : 'covers-slot'}>
            <span className="hidden-visually">{t('stats.bar', { time, inside, people })}</span>
            <span className="covers-space" aria-hidden>
              <span className="covers-bar" style={{ blockSize: share(people, most) }}>
                <span style={{ blockSize: share(inside, people) }} />
              </span>
              {quarter === now && (
                <>
                  <span className="covers-line" style={{ insetBlockEnd: share(people, most) }} />
                  <span className="covers-mark">{t('stats.now')}</span>
                </>
              )}
            </span>
            <span className="covers-time" data-half={isHalf(quarter)} aria-hidden>
              {new Date(quarter).getUTCMinutes() % 30 === 0 ? time : ''}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

/** Half hours are not written where there is little room. */
function isHalf(quarter: number): boolean {
  return new Date(quarter).getUTCMinutes() === 30
}

function share(part: number, whole: number): string {
  return whole === 0 ? '0%' : `${Math.min(100, (part / whole) * 100)}%`
}
