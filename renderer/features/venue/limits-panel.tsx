import { useT } from '../../i18n/use-t.ts'
import { Field } from '../../ui/field.tsx'
import { thresholdNames } from './draft.ts'
import type { VenueDraft } from './draft.ts'
import { VenuePanel } from './venue-panel.tsx'

interface LimitsPanelProps {
  draft: VenueDraft
  wrong: ReadonlySet<string>
  onChange: (changes: Partial<VenueDraft>) => void
}

/** How many people fit, how long is waited for them, and when the manager hears of something. */
export function LimitsPanel({ draft, wrong, onChange }: LimitsPanelProps) {
  const t = useT()
  const { capacity, thresholds } = draft
  return (
    <VenuePanel name="limits" title={t('venue.limits')}>
      <Field
        label={t('venue.capacity')}
        hint={t('venue.capacityHint')}
        error={wrong.has('capacity') ? t('venue.wrong.capacity') : undefined}
      >
        {(control) => (
          <input
            {...control}
            className="input venue-number"
            inputMode="numeric"
            name="capacity"
            value={capacity}
            onChange={({ target }) => onChange({ capacity: target.value })}
          />
        )}
      </Field>
      <div className="venue-thresholds">
        {thresholdNames.map((name) => (
          <Field
            key={name}
            label={t(`venue.threshold.${name}`)}
            hint={t(`venue.hint.${name}`)}
            error={wrong.has(`thresholds.${name}`) ? t(`venue.wrong.${name}`) : undefined}
          >
            {(control) => (
              <input
                {...control}
                className="input venue-number"
                inputMode="numeric"
                name={name}
                value={thresholds[name]}
                onChange={({ target }) => onChange({ thresholds: { ...thresholds, [name]: target.value } })}
              />
            )}
          </Field>
        ))}
      </div>
    </VenuePanel>
  )
}
