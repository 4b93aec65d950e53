import './replay.css'
import { ChevronLeft, ChevronRight, History, RotateCw } from 'lucide-react'
import { useState } from 'react'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { ManagerScreen, Trouble } from '../manager/manager-screen.tsx'
import { dayAfter } from './replay-day.ts'
import { Stage } from './stage.tsx'
import { useDayLog } from './use-day-log.ts'

/** A day of the venue's, looked at from any of its moments. */
export function ReplayScreen() {
  const today = useDesk((desk) => desk.day)
  return today === null ? null : <Replay today={today} />
}

function Replay({ today }: { today: string }) {
  const t = useT()
  const [day, setDay] = useState(today)
  const { log, again } = useDayLog(day)
  return (
    <ManagerScreen
      title={t('replay.title')}
      text={t('replay.text')}
      actions={<DayPicker day={day} today={today} onPick={setDay} onAgain={again} />}
    >
      {log.state === 'loading' && (
        <p className="replay-loading" role="status">
          <History aria-hidden size="2.5rem" />
          {t('replay.loading', { count: log.events })}
        </p>
      )}
      {log.state === 'failed' &&
        (log.code === 'not_found' ? (
          <Nothing title={t('replay.goneTitle')} text={t('replay.goneText')} />
        ) : (
          <Trouble code={log.code} stale={false} onRetry={again} />
        ))}
      {log.state === 'ready' &&
        (log.timeline.moments.length === 0 && log.day.reservations.length === 0 ? (
          <Nothing title={t('replay.nothingTitle')} text={t('replay.nothingText')} />
        ) : (
          <Stage
            key={`${day} ${log.day.cursor} ${log.timeline.moments.length}`}
            {...log}
            today={today}
            date={day}
          />
        ))}
    </ManagerScreen>
  )
}

interface DayPickerProps {
  day: string
  today: string
  onPick: (day: string) => void
  onAgain: () => void
}

function DayPicker({ day, today, onPick, onAgain }: DayPickerProps) {
  const t = useT()
  const isToday = day >= today
  return (
    <div className="replay-days" role="group" aria-label={t('replay.day')}>
      <IconButton label={t('replay.dayBefore')} onClick={() => onPick(dayAfter(day, -1))}>
        <ChevronLeft />
      </IconButton>
      <input
        type="date"
        className="input"
        aria-label={t('replay.day')}
        value={day}
        max={today}
        onChange={({ target }) => target.value !== '' && target.value <= today && onPick(target.value)}
      />
      <IconButton label={t('replay.dayAfter')} disabled={isToday} onClick={() => onPick(dayAfter(day, 1))}>
        <ChevronRight />
      </IconButton>
      <Button icon={<RotateCw aria-hidden />} onClick={onAgain}>
        {t('replay.again')}
      </Button>
    </div>
  )
}

function Nothing({ title, text }: { title: string; text: string }) {
  return (
    <div className="nothing">
      <History aria-hidden size="2.5rem" />
      <h2>{title}</h2>
      <p>{text}</p>
    </div>
  )
}
