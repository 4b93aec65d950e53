import { Plus, X } from 'lucide-react'
import { weekdays } from '../../../contract/settings.ts'
import { useT } from '../../i18n/use-t.ts'
import { IconButton } from '../../ui/button.tsx'
import type { VenueDraft, Weekday } from './draft.ts'
import { VenuePanel } from './venue-panel.tsx'

interface HoursPanelProps {
  hours: VenueDraft['hours']
  wrong: ReadonlySet<string>
  onChange: (hours: VenueDraft['hours']) => void
}

const mostOpenings = 6

/** When the venue takes guests, weekday by weekday. */
export function HoursPanel({ hours, wrong, onChange }: HoursPanelProps) {
  const t = useT()
  const isWrong = [...wrong].some((path) => path.startsWith('hours'))
  return (
    <VenuePanel
      name="hours"
      title={t('venue.section.hours')}
      hint={t('venue.hoursHint')}
      error={isWrong ? t('venue.wrong.hours') : undefined}
    >
      {weekdays.map((day) => (
        <Day
          key={day}
          day={day}
          openings={hours[day]}
          wrong={wrong}
          onChange={(openings) => onChange({ ...hours, [day]: openings })}
        />
      ))}
    </VenuePanel>
  )
}

interface DayProps {
  day: Weekday
  openings: VenueDraft['hours'][Weekday]
  wrong: ReadonlySet<string>
  onChange: (openings: VenueDraft['hours'][Weekday]) => void
}

function Day({ day, openings, wrong, onChange }: DayProps) {
  const t = useT()
  const name = t(`venue.weekday.${day}`)
  const field = (index: number, end: 'from' | 'to') => (
    <input
      className="input venue-time"
      inputMode="numeric"
      maxLength={5}
      aria-label={t(`venue.${end}`, { day: name })}
      {...((wrong.has(`hours.${day}.${index}.${end}`) || wrong.has(`hours.${day}.${index}`)) && {
        'aria-invalid': true as const,
      })}
      value={openings[index]?.[end]}
      onChange={({ target }) =>
        onChange(
          openings.map((opening, at) => (at === index ? { ...opening, [end]: target.value } : opening)),
        )
      }
    />
  )
  return (
    <div className="venue-day" role="group" aria-label={name}>
      <strong>{name}</strong>
      <div className="venue-openings">
        {openings.length === 0 && <span className="venue-closed">{t('venue.closed')}</span>}
        {openings.map((_, index) => (
          <span key={index} className="venue-opening">
            {field(index, 'from')} – {field(index, 'to')}
            <IconButton
              label={t('venue.removeOpening', { day: name })}
              onClick={() => onChange(openings.filter((_opening, at) => at !== index))}
            >
              <X />
            </IconButton>
          </span>
        ))}
      </div>
      <IconButton
        label={t('venue.addOpening', { day: name })}
        disabled={openings.length >= mostOpenings}
        onClick={() => onChange([...openings, { from: '20:00', to: '24:00' }])}
      >
        <Plus />
      </IconButton>
    </div>
  )
}
