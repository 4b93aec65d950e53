import './day-summary.css'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useMinute } from '../../clock.ts'
import { useClockface } from '../../i18n/use-clockface.ts'
import { useDesk } from '../../store/desk-store.ts'
import { createStatsSelector } from './day-stats.ts'
import type { QuarterBar } from './day-stats.ts'
import { startOfQuarter } from './quarter.ts'

const statsOf = createStatsSelector()

/** The day at a glance: who is in, who is to come, who is late, and when the rush is. */
export function DaySummary() {
  const { t } = useTranslation()
  const minute = useMinute()
  const known = useDesk((desk) => desk.day !== null)
  const stats = useDesk((desk) => statsOf(desk, minute))
  // Zeros would be read as the truth.
  if (!known) return null
  return (
    <section className="summary" aria-label={t('stats.label')}>
      <dl className="summary-numbers">
        <div>
          <dd>{stats.inside}</dd>
          <dt>{t('stats.inside')}</dt>
        </div>
        <div>
          <dd>
            {stats.toCome} <small>/ {stats.expected}</small>
          </dd>
          <dt>{t('stats.toCome')}</dt>
        </div>
        <div className={stats.late > 0 ? 'summary-late' : undefined}>
          <dd>{stats.late}</dd>
          <dt>{t('stats.late')}</dt>
        </div>
      </dl>
      <CoversChart bars={stats.bars} now={startOfQuarter(minute)} />
    </section>
  )
}

/** People per quarter hour; the dark part of a bar are those who are in. */
function CoversChart({ bars, now }: { bars: readonly QuarterBar[]; now: number }) {
  const { t } = useTranslation()
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
                <span className="covers-mark" style={{ insetBlockEnd: share(people, most) }}>
                  {t('stats.now')}
                </span>
              )}
            </span>
            <span className="covers-time" aria-hidden>
              {new Date(quarter).getUTCMinutes() % 30 === 0 ? time : ''}
            </span>
          </li>
        )
      })}
    </ul>
  )
}

function share(part: number, whole: number): string {
  return whole === 0 ? '0%' : `${Math.min(100, (part / whole) * 100)}%`
}
