import './alert-settings.css'
import { useState } from 'react'
import { alertKinds, alertSettingsSchema } from '../../../contract/alerts.ts'
import type { AlertKind, AlertSettings } from '../../../contract/alerts.ts'
import type { SettingsChanges } from '../../../contract/ipc.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { thresholdsOf } from '../../store/session.ts'
import { Field } from '../../ui/field.tsx'
import { Switch } from '../../ui/switch.tsx'

const change = (changes: SettingsChanges) => void window.desk.changeSettings(changes)

/** Which alerts this desk gives, from where on, and when it is quiet. A desk of the door hears of VIPs alone. */
export function AlertSettingsForm() {
  const t = useT()
  const alerts = useDesk((desk) => desk.settings.alerts)
  const isDesk = useDesk((desk) => desk.device?.role === 'desk')
  const kinds = isDesk ? (['vip'] as const) : alertKinds
  const set = (changes: Partial<AlertSettings>) => change({ alerts: { ...alerts, ...changes } })
  return (
    <section className="alert-settings" aria-label={t('alerts.title')}>
      {kinds.map((kind) => (
        <div key={kind} className="alert-setting">
          <Switch
            label={t(`alerts.kind.${kind}`)}
            text={t(`alerts.text.${kind}`)}
            on={alerts[kind].on}
            onChange={(on) => set({ [kind]: { ...alerts[kind], on } })}
          />
          {alerts[kind].on && <Threshold kind={kind} alerts={alerts} set={set} />}
        </div>
      ))}
      <QuietHoursForm />
    </section>
  )
}

interface ThresholdProps {
  kind: AlertKind
  alerts: AlertSettings
  set: (changes: Partial<AlertSettings>) => void
}

/** From where on an alert is given, where it has a threshold. */
function Threshold({ kind, alerts, set }: ThresholdProps) {
  const venues = useDesk(thresholdsOf)
  switch (kind) {
    case 'vip':
      return null
    case 'largeParty':
      return (
        <Amount
          unit="people"
          value={alerts[kind].people}
          venues={venues.largeParty}
          read={(people) => readable({ ...alerts, [kind]: { ...alerts[kind], people } })}
          set={set}
        />
      )
    case 'full':
      return (
        <Amount
          unit="percent"
          value={alerts[kind].percent}
          venues={venues.fullPercent}
          read={(percent) => readable({ ...alerts, [kind]: { ...alerts[kind], percent } })}
          set={set}
        />
      )
    case 'refusals':
      return (
        <Amount
          unit="scans"
          value={alerts[kind].inARow}
          venues={venues.refusedInARow}
          read={(inARow) => readable({ ...alerts, [kind]: { ...alerts[kind], inARow } })}
          set={set}
        />
      )
    case 'late':
    case 'deskOffline':
      return (
        <Amount
          unit="minutes"
          value={alerts[kind].minutes}
          venues={kind === 'late' ? venues.lateMinutes : venues.deskOfflineMinutes}
          read={(minutes) => readable({ ...alerts, [kind]: { ...alerts[kind], minutes } })}
          set={set}
        />
      )
    case 'unsent':
    case 'trouble':
      return (
        <Amount
          unit="minutes"
          value={alerts[kind].minutes}
          read={(minutes) => readable({ ...alerts, [kind]: { ...alerts[kind], minutes } })}
          set={set}
        />
      )
  }
}

/** The settings, where they are what the contract allows. */
function readable(candidate: unknown): AlertSettings | undefined {
  return alertSettingsSchema.safeParse(candidate).data
}

interface AmountProps {
  unit: 'people' | 'percent' | 'scans' | 'minutes'
  value: number | null
  /** The venue's own threshold, which holds where this is left empty. */
  venues?: number | null
  read: (amount: number | null) => AlertSettings | undefined
  set: (alerts: AlertSettings) => void
}

function Amount({ unit, value, venues = null, read, set }: AmountProps) {
  const t = useT()
  const [text, setText] = useState(value === null ? '' : String(value))
  const amount = text.trim() === '' ? null : Number(text)
  const valid = read(amount)
  return (
    <div className="alert-amount">
      <Field
        label={t(`alerts.unit.${unit}`)}
        {...(venues !== null && { hint: t('alerts.venues', { amount: venues }) })}
        error={valid ? undefined : t('alerts.invalid')}
      >
        {(control) => (
          <input
            {...control}
            className="input"
            inputMode="numeric"
            placeholder={venues === null ? undefined : String(venues)}
            value={text}
            onChange={(event) => {
              const typed = event.target.value
              setText(typed)
              const next = read(typed.trim() === '' ? null : Number(typed))
              if (next) set(next)
            }}
          />
        )}
      </Field>
    </div>
  )
}

function QuietHoursForm() {
  const t = useT()
  const quietHours = useDesk((desk) => desk.settings.quietHours)
  return (
    <div className="alert-setting">
      <Switch
        label={t('alerts.quiet')}
        text={t('alerts.quietText')}
        on={quietHours.on}
        onChange={(on) => change({ quietHours: { ...quietHours, on } })}
      />
      {quietHours.on && (
        <div className="field-row alert-amount">
          {(['from', 'to'] as const).map((end) => (
            <Field key={end} label={t(`alerts.${end}`)}>
              {(control) => (
                <input
                  {...control}
                  className="input"
                  type="time"
                  required
                  value={quietHours[end]}
                  onChange={(event) => {
                    // Half a time is an empty one.
                    if (event.target.value !== '')
                      change({ quietHours: { ...quietHours, [end]: event.target.value } })
                  }}
                />
              )}
            </Field>
          ))}
        </div>
      )}
    </div>
  )
}
