import type { DayNumbers } from '../../../contract/numbers.ts'
import type { VenueCalendar } from '../../../contract/venue-day.ts'
import { useT } from '../../i18n/use-t.ts'
import { ChartPanel } from './chart-panel.tsx'
import type { Cell } from './csv.ts'
import { loadOf } from './tally.ts'
import type { DeskLoad } from './tally.ts'

interface LoadPanelProps {
  days: readonly DayNumbers[]
  range: { from: string; to: string }
  venue: VenueCalendar
}

/** Scans by desk and quarter of an hour. */
export function LoadPanel({ days, range, venue }: LoadPanelProps) {
  const t = useT()
  const { quarters, desks } = loadOf(days, venue)
  return (
    <div className="numbers-wide">
      <ChartPanel
        title={days.length === 1 ? t('numbers.load') : t('numbers.loadOfDays', { count: days.length })}
        file={`${t('numbers.loadFile')}-${range.from}-${range.to}`}
        table={{
          heads: [t('numbers.desk'), t('numbers.quarter'), t('numbers.scans')],
          rows: desks.flatMap(({ name, scans }) =>
            scans.flatMap((count, index): Cell[][] =>
              count === 0 ? [] : [[name, quarters[index] ?? '', count]],
            ),
          ),
        }}
        chart={<LoadChart quarters={quarters} desks={desks} />}
      />
    </div>
  )
}

const label = 150
const row = 38
const foot = 22
const width = 1_000

/** A line a desk, a field a quarter of an hour, darker where more was scanned. */
function LoadChart({ quarters, desks }: { quarters: string[]; desks: DeskLoad[] }) {
  const most = Math.max(1, ...desks.flatMap(({ scans }) => scans))
  const cell = (width - label) / quarters.length
  return (
    <svg className="chart" viewBox={`0 0 ${width} ${desks.length * row + foot}`}>
      {desks.map(({ deviceId, name, scans }, index) => (
        <g key={deviceId} transform={`translate(0 ${index * row})`}>
          <text className="chart-name" x={0} y={row / 2 + 5}>
            {name.length > 18 ? `${name.slice(0, 17)}…` : name}
          </text>
          {scans.map((count, quarter) => (
            <g key={quarter} transform={`translate(${label + quarter * cell} 2)`}>
              <rect className="chart-ground" width={cell - 3} height={row - 4} rx={5} />
              <rect
                className="chart-full"
                width={cell - 3}
                height={row - 4}
                rx={5}
                opacity={share(count, most)}
              />
              {count > 0 && cell >= 22 && (
                <text
                  className={count / most > 0.45 ? 'chart-on' : undefined}
                  x={(cell - 3) / 2}
                  y={row / 2 + 3}
                  textAnchor="middle"
                >
                  {count}
                </text>
              )}
            </g>
          ))}
        </g>
      ))}
      {quarters.map(
        (time, quarter) =>
          isLabelled(time, quarters.length) && (
            <text
              key={quarter}
              className="chart-label"
              x={label + quarter * cell}
              y={desks.length * row + 16}
            >
              {time}
            </text>
          ),
      )}
    </svg>
  )
}

/** Nothing is nothing; the rest is told apart, and so is a single scan. */
function share(count: number, most: number): number {
  return count === 0 ? 0 : 0.18 + (0.82 * count) / most
}

function isLabelled(time: string, quarters: number): boolean {
  return quarters <= 24 ? time.endsWith(':00') || time.endsWith(':30') : time.endsWith(':00')
}
