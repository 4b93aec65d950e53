import { useState } from 'react'
import type { SubmitEvent } from 'react'
import type { DeskNewReservation } from '../../../contract/ipc.ts'
import type { VenueCalendar } from '../../../contract/venue-day.ts'
import { useT } from '../../i18n/use-t.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Stepper } from '../../ui/stepper.tsx'
import { readDraft } from './draft.ts'
import type { Draft, Wrong } from './draft.ts'
import { followDraft, isSameDraft } from './follow-draft.ts'
import type { MeanwhileOf } from './follow-draft.ts'
import { Meanwhile } from './meanwhile.tsx'

interface ReservationFormProps {
  initial: Draft
  /** The draft is of a reservation that others may change: `initial` is how it stands now. */
  follows?: boolean
  venue: VenueCalendar
  submitLabel: string
  onSubmit: (reservation: DeskNewReservation) => Promise<void>
  onCancel: () => void
}

/** The fields of a reservation. Enter sends it; what is wrong is said at its field. */
export function ReservationForm({
  initial,
  follows = false,
  venue,
  submitLabel,
  onSubmit,
  onCancel,
}: ReservationFormProps) {
  const t = useT()
  const [draft, setDraft] = useState(initial)
  const [known, setKnown] = useState(initial)
  const [meanwhile, setMeanwhile] = useState<MeanwhileOf>({})
  if (follows && !isSameDraft(known, initial)) {
    const next = followDraft(draft, known, initial, meanwhile)
    setKnown(initial)
    setDraft(next.draft)
    setMeanwhile(next.meanwhile)
  }
  const [wrong, setWrong] = useState<ReadonlySet<Wrong>>(new Set())
  const [busy, setBusy] = useState(false)
  const errorOf = (field: Wrong) => (wrong.has(field) ? t(`invalid.${field}`) : undefined)
  const bind = (field: keyof Draft) => ({
    className: 'input',
    value: draft[field],
    onChange: (event: { target: { value: string } }) => setDraft({ ...draft, [field]: event.target.value }),
  })

  const meanwhileOf = (field: keyof Draft) => {
    const told = meanwhile[field]
    return (
      told && (
        <Meanwhile
          {...told}
          onTake={() => {
            setDraft({ ...draft, [field]: told.value })
            setMeanwhile({ ...meanwhile, [field]: { ...told, taken: true } })
          }}
        />
      )
    )
  }

  async function submit(event: SubmitEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault()
    const form = event.currentTarget
    const read = readDraft(draft, venue)
    setWrong(read.ok ? new Set() : read.wrong)
    if (!read.ok) {
      requestAnimationFrame(() => form.querySelector<HTMLElement>('[aria-invalid]')?.focus())
      return
    }
    setBusy(true)
    try {
      await onSubmit(read.value)
    } finally {
      setBusy(false)
    }
  }

  return (
    <form noValidate onSubmit={(event) => void submit(event)}>
      <div className="dialog-body">
        <Field label={t('form.name')} note={meanwhileOf('name')} error={errorOf('name')}>
          {(control) => <input {...control} {...bind('name')} name="name" autoComplete="off" />}
        </Field>
        <div className="field-row">
          <Field label={t('form.date')} note={meanwhileOf('day')}>
            {(control) => <input {...control} {...bind('day')} name="day" type="date" />}
          </Field>
          <Field label={t('form.time')} note={meanwhileOf('time')} error={errorOf('startsAt')}>
            {(control) => (
              <input {...control} {...bind('time')} name="time" inputMode="numeric" autoComplete="off" />
            )}
          </Field>
          <Field label={t('form.party')} note={meanwhileOf('partySize')} error={errorOf('partySize')}>
            {(control) => (
              <Stepper
                {...control}
                value={draft.partySize}
                onChange={(partySize) => setDraft({ ...draft, partySize })}
              />
            )}
          </Field>
        </div>
        <div className="field-row">
          <Field label={t('form.phone')} note={meanwhileOf('phone')} optional error={errorOf('phone')}>
            {(control) => (
              <input {...control} {...bind('phone')} name="phone" type="tel" autoComplete="off" />
            )}
          </Field>
          <Field label={t('form.email')} note={meanwhileOf('email')} optional error={errorOf('email')}>
            {(control) => (
              <input {...control} {...bind('email')} name="email" type="email" autoComplete="off" />
            )}
          </Field>
        </div>
        <div className="field-row">
          <Field label={t('form.table')} note={meanwhileOf('table')} optional error={errorOf('table')}>
            {(control) => <input {...control} {...bind('table')} name="table" autoComplete="off" />}
          </Field>
          <Field
            label={t('form.tags')}
            note={meanwhileOf('tags')}
            optional
            hint={t('form.tagsHint')}
            error={errorOf('tags')}
          >
            {(control) => <input {...control} {...bind('tags')} name="tags" autoComplete="off" />}
          </Field>
        </div>
        <Field
          label={t('form.notes')}
          note={meanwhileOf('notes')}
          optional
          hint={t('form.notesHint')}
          error={errorOf('notes')}
        >
          {(control) => <textarea {...control} {...bind('notes')} name="notes" rows={2} />}
        </Field>
      </div>
      <footer className="dialog-foot">
        <Button onClick={onCancel}>{t('app.cancel')}</Button>
        <Button look="main" type="submit" disabled={busy}>
          {submitLabel}
        </Button>
      </footer>
    </form>
  )
}
