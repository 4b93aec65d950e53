import type { DayNumbers } from '../../../contract/numbers.ts'
import { useClockface } from '../../i18n/use-clockface.ts'
import { useT } from '../../i18n/use-t.ts'
import { ChartPanel } from './chart-panel.tsx'
import { noShowRate, scansOf } from './tally.ts'

const chart = { width: 640, height: 220, foot: 22, head: 18 }

interface DaysPanelProps {
  days: readonly DayNumbers[]
  range: { from: string; to: string }
}

/** Who was expected and who came, day by day. */
export function DaysPanel({ days, range }: DaysPanelProps) {
  const t = useT()
  const some = days.filter(({ parties, noShows, cancelled }) => parties + noShows + cancelled > 0)
  return (
    <ChartPanel
      title={t('numbers.days')}
      file={`${t('numbers.daysFile')}-${range.from}-${range.to}`}
      table={{
        heads: [
          t('numbers.day'),
          t('numbers.expected'),
          t('numbers.arrived'),
          t('numbers.parties'),
          t('numbers.noShows'),
          t('numbers.rate'),
          t('numbers.cancelled'),
          t('numbers.admittedScans'),
          t('numbers.notAdmitted'),
        ],
        rows: some.map((day) => {
          const rate = noShowRate(day)
          const scans = scansOf(day)
          return [
            day.date,
            day.expected,
            day.arrived,
            day.parties,
            day.noShows,
            rate === null ? null : Math.round(rate * 1_000) / 1_000,
            day.cancelled,
            scans.admitted,
            scans.notAdmitted,
          ]
        }),
      }}
      chart={<DaysChart days={days} />}
    />
  )
}

/** A faint bar for who was expected, the dark part of it who came. */
function DaysChart({ days }: { days: readonly DayNumbers[] }) {
  const clock = useClockface()
  const t = useT()
  const most = Math.max(1, ...days.map(({ expected }) => expected))
  const slot = chart.width / days.length
  const width = Math.min(56, slot * 0.7)
  const scale = (people: number) => (people / most) * (chart.height - chart.foot - chart.head)
  const floor = chart.height - chart.foot
  // Every label where there is room for it, else one a week.
  const every = days.length <= 8 ? 1 : days.length <= 31 ? 7 : 14
  return (
    <>
      <svg className="chart" viewBox={`0 0 ${chart.width} ${chart.height}`}>
        {days.map((day, index) => {
          const x = index * slot + (slot - width) / 2
          return (
            <g key={day.date}>
              <rect
                className="chart-faint"
                x={x}
                y={floor - scale(day.expected)}
                width={width}
                height={scale(day.expected)}
                rx={4}
              />
              <rect
                className="chart-full"
                x={x}
                y={floor - scale(day.arrived)}
                width={width}
                height={scale(day.arrived)}
                rx={4}
              />
              {slot > 40 && day.expected > 0 && (
                <text x={x + width / 2} y={floor - scale(day.expected) - 6} textAnchor="middle">
                  {day.arrived}
                </text>
              )}
              {(days.length - 1 - index) % every === 0 && (
                <text className="chart-label" x={x + width / 2} y={chart.height - 5} textAnchor="middle">
                  {clock.shortDate(day.from)}
                </text>
              )}
            </g>
          )
        })}
        <line className="chart-line" x1={0} x2={chart.width} y1={floor} y2={floor} />
      </svg>
      <p className="chart-legend">
        <span className="legend-full">{t('numbers.arrived')}</span>
        <span className="legend-faint">{t('numbers.expected')}</span>
      </p>
    </>
  )
}
