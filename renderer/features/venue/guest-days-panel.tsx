import { useT } from '../../i18n/use-t.ts'
import { Field } from '../../ui/field.tsx'
import { VenuePanel } from './venue-panel.tsx'

interface GuestDaysPanelProps {
  guestDays: string
  wrong: ReadonlySet<string>
  onChange: (guestDays: string) => void
}

/** For how long guests are kept: here, at the server, and on every desk. */
export function GuestDaysPanel({ guestDays, wrong, onChange }: GuestDaysPanelProps) {
  const t = useT()
  return (
    <VenuePanel name="guest-days" title={t('venue.section.guestDays')} hint={t('venue.guestDaysText')}>
      <Field
        label={t('venue.guestDays')}
        hint={t('venue.guestDaysHint')}
        error={wrong.has('guestDays') ? t('venue.wrong.guestDays') : undefined}
      >
        {(control) => (
          <input
            {...control}
            className="input venue-number"
            inputMode="numeric"
            name="guestDays"
            value={guestDays}
            onChange={({ target }) => onChange(target.value)}
          />
        )}
      </Field>
    </VenuePanel>
  )
}
