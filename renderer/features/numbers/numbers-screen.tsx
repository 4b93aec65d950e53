import './numbers.css'
import { useCallback, useState } from 'react'
import { maxNumbersDays } from '../../../contract/numbers.ts'
import type { DayNumbers } from '../../../contract/numbers.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Choice } from '../../ui/choice.tsx'
import { ManagerScreen, Trouble, Waiting } from '../manager/manager-screen.tsx'
import { useAsked } from '../manager/use-asked.ts'
import { dayAfter } from '../replay/replay-day.ts'
import { BusiestPanel } from './busiest-panel.tsx'
import { DaysPanel } from './days-panel.tsx'
import { LoadPanel } from './load-panel.tsx'
import { noShowRate, totalsOf } from './tally.ts'
import { usePercent } from './use-percent.ts'

/** What the days of the venue add up to. */
export function NumbersScreen() {
  const today = useDesk((desk) => desk.day)
  return today === null ? null : <Numbers today={today} />
}

interface Range {
  from: string
  to: string
}

function Numbers({ today }: { today: string }) {
  const t = useT()
  const venue = useDesk((desk) => desk.business)
  const [range, setRange] = useState<Range>({ from: dayAfter(today, -6), to: today })
  const { from, to } = range
  const ask = useCallback(() => window.desk.numbers({ from, to }), [from, to])
  const { value, problem, again } = useAsked(ask, 60_000)
  return (
    <ManagerScreen
      title={t('numbers.title')}
      text={t('numbers.text')}
      actions={<RangePicker range={range} today={today} onPick={setRange} />}
    >
      {problem !== null && (
        <Trouble code={problem} stale={value !== undefined} onRetry={() => void again()} />
      )}
      {!value && problem === null && <Waiting label={t('numbers.loading')} />}
      {value && (
        <>
          <Tiles days={value.days} />
          <div className="numbers-panels">
            <DaysPanel days={value.days} range={range} />
            <BusiestPanel days={value.days} />
            {venue && <LoadPanel days={value.days} range={range} venue={venue} />}
          </div>
        </>
      )}
    </ManagerScreen>
  )
}

interface RangePickerProps {
  range: Range
  today: string
  onPick: (range: Range) => void
}

const spans = { today: 0, week: 6, month: 27 } as const
type Span = keyof typeof spans | 'own'

function RangePicker({ range, today, onPick }: RangePickerProps) {
  const t = useT()
  const span = spanOf(range, today)
  const chosen = (name: Span) => {
    if (name !== 'own') onPick({ from: dayAfter(today, -spans[name]), to: today })
  }
  /** The other end gives way where the two would cross, or be further apart than the server looks. */
  const setFrom = (from: string) => {
    const latest = dayAfter(from, maxNumbersDays - 1)
    onPick({ from, to: range.to < from ? from : range.to > latest ? latest : range.to })
  }
  const setTo = (to: string) => {
    const earliest = dayAfter(to, 1 - maxNumbersDays)
    onPick({ from: range.from > to ? to : range.from < earliest ? earliest : range.from, to })
  }
  return (
    <div className="numbers-range">
      <Choice<Span>
        label={t('numbers.range')}
        value={span}
        options={{
          today: t('numbers.today'),
          week: t('numbers.week'),
          month: t('numbers.month'),
          own: t('numbers.own'),
        }}
        onChange={chosen}
      />
      <PastDay label={t('numbers.from')} day={range.from} today={today} onPick={setFrom} />
      <PastDay label={t('numbers.to')} day={range.to} today={today} onPick={setTo} />
    </div>
  )
}

interface PastDayProps {
  label: string
  day: string
  today: string
  onPick: (day: string) => void
}

/** A day of up to now; what is half typed, or is still to come, is none. */
function PastDay({ label, day, today, onPick }: PastDayProps) {
  return (
    <label>
      <span>{label}</span>
      <input
        type="date"
        className="input"
        max={today}
        value={day}
        onChange={({ target }) => target.value !== '' && target.value <= today && onPick(target.value)}
      />
    </label>
  )
}

function spanOf({ from, to }: Range, today: string): Span {
  if (to !== today) return 'own'
  for (const name of ['today', 'week', 'month'] as const) {
    if (from === dayAfter(today, -spans[name])) return name
  }
  return 'own'
}

function Tiles({ days }: { days: readonly DayNumbers[] }) {
  const t = useT()
  const percent = usePercent()
  const totals = totalsOf(days)
  return (
    <dl className="tiles">
      <div className="panel">
        <dd data-testid="numbers-arrived">
          {totals.arrived} <small>/ {totals.expected}</small>
        </dd>
        <dt>{t('numbers.arrived')}</dt>
      </div>
      <div className="panel">
        <dd>{percent(noShowRate(totals))}</dd>
        <dt>{t('numbers.noShowRate', { count: totals.noShows })}</dt>
      </div>
      <div className="panel">
        <dd>{totals.cancelled}</dd>
        <dt>{t('numbers.cancelled')}</dt>
      </div>
      <div className="panel">
        <dd>{totals.scans}</dd>
        <dt>{t('numbers.scans')}</dt>
      </div>
      <div className="panel">
        <dd>{totals.notAdmitted}</dd>
        <dt>{t('numbers.notAdmitted')}</dt>
      </div>
    </dl>
  )
}
