import { busiestCount } from '../../../contract/numbers.ts'
import type { DayNumbers } from '../../../contract/numbers.ts'
import { useClockface } from '../../i18n/use-clockface.ts'
import { useT } from '../../i18n/use-t.ts'
import { ChartPanel } from './chart-panel.tsx'
import { busiest } from './tally.ts'

const line = 27

/** The minutes in which most people came in. */
export function BusiestPanel({ days }: { days: readonly DayNumbers[] }) {
  const t = useT()
  const clock = useClockface()
  const minutes = busiest(days)
  const most = Math.max(1, ...minutes.map(({ people }) => people))
  const when = (at: string) =>
    days.length === 1 ? clock.time(at) : `${clock.shortDate(at)} ${clock.time(at)}`
  return (
    <ChartPanel
      title={t('numbers.busiest')}
      table={{
        heads: [t('numbers.minute'), t('numbers.people'), t('numbers.scans')],
        rows: minutes.map(({ at, people, scans }) => [when(at), people, scans]),
      }}
      chart={
        <svg className="chart" viewBox={`0 0 320 ${busiestCount * line}`}>
          {minutes.map(({ at, people }, index) => (
            <g key={at} transform={`translate(0 ${index * line})`}>
              <text className="chart-label" x={0} y={18}>
                {when(at)}
              </text>
              <rect
                className="chart-full"
                x={96}
                y={4}
                width={Math.max(3, (people / most) * 184)}
                height={19}
                rx={4}
              />
              <text x={96 + Math.max(3, (people / most) * 184) + 8} y={19}>
                {people}
              </text>
            </g>
          ))}
        </svg>
      }
    />
  )
}
