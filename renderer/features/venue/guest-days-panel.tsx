import { useTranslation } from 'react-i18next'
import { Field } from '../../ui/field.tsx'

interface GuestDaysPanelProps {
  guestDays: string
  wrong: ReadonlySet<string>
  onChange: (guestDays: string) => void
}

/** For how long guests are kept: here, at the server, and on every desk. */
export function GuestDaysPanel({ guestDays, wrong, onChange }: GuestDaysPanelProps) {
  const { t } = useTranslation()
  return (
    <section className="panel" aria-labelledby="venue-guest-days">
      <h3 id="venue-guest-days">{t('venue.section.guestDays')}</h3>
      <p className="field-note">{t('venue.guestDaysText')}</p>
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
    </section>
  )
}
