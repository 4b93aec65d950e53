import { Pause, Play, StepBack, StepForward } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import type { PastDay } from '../../../contract/ipc-manager.ts'
import type { Counts } from '../../../contract/stats.ts'
import { useClockface } from '../../i18n/use-clockface.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { momentWords } from './moment-words.ts'
import { MomentList } from './moment-list.tsx'
import { PastList } from './past-list.tsx'
import { Skyline } from './skyline.tsx'
import { dayAfter } from './replay-day.ts'
import { rowsAt } from './timeline.ts'
import type { Timeline } from './timeline.ts'
import { usePlayer } from './use-player.ts'
import type { Player } from './use-player.ts'

/** Who is late changes by the minute. */
const minuteMs = 60_000

interface StageProps {
  day: PastDay
  timeline: Timeline
  /** The venue's day that is looked at, and the one that it is there now. */
  date: string
  today: string
}

/** The day at one moment: when that was, who was in, the list, and what had just happened. */
export function Stage({ day, timeline, date, today }: StageProps) {
  const t = useT()
  const player = usePlayer(timeline)
  const when = { date, today, dayFrom: day.from }
  const { index } = player.position
  const rows = useMemo(() => rowsAt(timeline, index, day), [timeline, index, day])
  const current = timeline.moments[index - 1]?.event
  const changedId = current && 'reservation' in current ? current.reservation?.id : undefined
  return (
    <>
      <section className="past" aria-label={t('replay.moment')}>
        <Past player={player} day={when} counts={timeline.counts[index]} complete={day.complete} />
        <Slider timeline={timeline} player={player} day={when} />
        <Transport player={player} count={timeline.moments.length} />
      </section>
      <div className="past-lists">
        <PastList
          rows={rows}
          at={Math.floor(player.position.time / minuteMs) * minuteMs}
          changedId={changedId}
          follow={!player.playing}
        />
        <MomentList timeline={timeline} index={index} onPick={player.goTo} />
      </div>
    </>
  )
}

interface When {
  /** The venue's day that is looked at, and the one that it is there now. */
  date: string
  today: string
  /** Its first instant: it lies on that day's calendar date. */
  dayFrom: string
}

/** `21:14 de ayer`: so that nobody takes it for the present. */
function useWhen({ date, today, dayFrom }: When): (time: number) => string {
  const t = useT()
  const clock = useClockface()
  return (at) => {
    const time = clock.time(at)
    if (date === today) return t('replay.whenToday', { time })
    if (date === dayAfter(today, -1)) return t('replay.whenYesterday', { time })
    return t('replay.when', { time, day: clock.date(dayFrom) })
  }
}

interface PastProps {
  player: Player
  day: When
  counts: Counts | undefined
  complete: boolean
}

function Past({ player, day, counts, complete }: PastProps) {
  const t = useT()
  const showScreen = useDesk((desk) => desk.showScreen)
  const when = useWhen(day)
  return (
    <div className="past-head">
      <p className="past-when" data-testid="replay-when">
        {when(player.position.time)}
      </p>
      {counts && (
        <dl className="past-counts">
          <div>
            <dd data-testid="replay-inside">{counts.peopleIn}</dd>
            <dt>{t('stats.inside')}</dt>
          </div>
          <div>
            <dd>
              {Math.max(0, counts.expected - counts.arrived)} <small>/ {counts.expected}</small>
            </dd>
            <dt>{t('stats.toCome')}</dt>
          </div>
          <div>
            <dd>{counts.noShows}</dd>
            <dt>{t('replay.noShows')}</dt>
          </div>
          <div>
            <dd>{counts.waitlist}</dd>
            <dt>{t('replay.waitlist')}</dt>
          </div>
        </dl>
      )}
      <p className="past-mark">
        {complete ? t('replay.isPast') : t('replay.incomplete')}
        <Button onClick={() => showScreen('evening')}>{t('replay.toNow')}</Button>
      </p>
    </div>
  )
}

interface SliderProps {
  timeline: Timeline
  player: Player
  day: When
}

function Slider({ timeline, player, day }: SliderProps) {
  const t = useT()
  const clock = useClockface()
  const when = useWhen(day)
  const { from, to, moments } = timeline
  const { position, seek, onKeyDown } = player
  const input = useRef<HTMLInputElement>(null)
  // The keys are at hand as soon as there is something to move through.
  useEffect(() => input.current?.focus(), [])

  const moment = moments[position.index - 1]
  const words = moment && momentWords(moment, t, clock)
  const said = words ? `${when(position.time)}. ${words.title}: ${words.detail}` : when(position.time)
  return (
    <div className="past-slider">
      <Skyline timeline={timeline} time={position.time} />
      <input
        ref={input}
        type="range"
        aria-label={t('replay.slider')}
        aria-valuetext={said}
        data-testid="replay-slider"
        min={from}
        max={to}
        step={1_000}
        value={position.time}
        onChange={({ target }) => seek(target.valueAsNumber)}
        onKeyDown={onKeyDown}
      />
      <div className="past-hours" aria-hidden>
        {hoursOf(from, to).map((hour) => (
          <span key={hour} style={{ insetInlineStart: `${((hour - from) / (to - from)) * 100}%` }}>
            {clock.time(hour)}
          </span>
        ))}
      </div>
    </div>
  )
}

const steps = [15, 30, 60, 120, 180, 240].map((minutes) => minutes * 60_000)

/** Round times below the slider, at most ten of them. */
function hoursOf(from: number, to: number): number[] {
  const step = steps.find((each) => (to - from) / each <= 10) ?? 6 * 3_600_000
  const hours: number[] = []
  for (let hour = Math.ceil(from / step) * step; hour <= to; hour += step) hours.push(hour)
  return hours
}

function Transport({ player, count }: { player: Player; count: number }) {
  const t = useT()
  const { position, playing, speed, setSpeed, toggle, goTo } = player
  return (
    <div className="past-transport">
      <IconButton
        label={t('replay.stepBack')}
        disabled={position.index === 0}
        onClick={() => goTo(position.index - 1)}
      >
        <StepBack />
      </IconButton>
      <Button look="main" icon={playing ? <Pause aria-hidden /> : <Play aria-hidden />} onClick={toggle}>
        {playing ? t('replay.pause') : t('replay.play')}
      </Button>
      <IconButton
        label={t('replay.stepForward')}
        disabled={position.index === count}
        onClick={() => goTo(position.index + 1)}
      >
        <StepForward />
      </IconButton>
      <span className="past-index" data-testid="replay-index">
        {t('replay.index', { index: position.index, count })}
      </span>
      <Choice
        label={t('replay.speed')}
        value={speed}
        options={{ '1': '1×', '60': '60×', '600': '600×' }}
        onChange={setSpeed}
      />
      <p className="past-keys">{t('replay.keys')}</p>
    </div>
  )
}
