import { ListPlus } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import type { SubmitEvent } from 'react'
import { commands } from '../../../contract/ipc.ts'
import { currentTime, useMinute } from '../../clock.ts'
import { book } from '../../edits.ts'
import { useClockface } from '../../i18n/use-clockface.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { blankWaitlistDraft } from '../../store/evening.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Stepper } from '../../ui/stepper.tsx'
import { floorOf } from '../tables/use-tables.ts'
import { QuoteField } from './quote-field.tsx'
import { quoteFor } from './waiting.ts'

/** What is promised where nothing can be worked out, in minutes. */
const unknownQuote = 30

/** Puts a party on the list: its name, how many, and what it is told, worked out from the evening so far. */
export function WaitlistForm() {
  const t = useT()
  const clock = useClockface()
  const minute = useMinute()
  const hintId = useId()
  const nameField = useRef<HTMLInputElement>(null)
  const { name, phone, partySize, quote } = useDesk((desk) => desk.waitlistDraft)
  const draft = useDesk((desk) => desk.draftWaiting)
  const [wrong, setWrong] = useState<ReadonlySet<PropertyKey>>(new Set())
  const [busy, setBusy] = useState(false)
  const people = Number(partySize) || 1
  const suggested = useDesk((desk) => quoteFor(people, floorOf(desk, minute), desk.byId.values(), minute))
  const minutes = quote ?? suggested ?? unknownQuote

  function suggestion(): string {
    if (suggested === null) return t('evening.waitlist.noTable')
    if (suggested === 0) return t('evening.waitlist.tableNow')
    const time = clock.time(minute + suggested * 60_000)
    return t('evening.waitlist.suggested', { minutes: suggested, time })
  }

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const now = currentTime()
    const read = commands.createReservation.input.safeParse({
      customer: { name: name.trim(), ...(phone.trim() !== '' && { phone: phone.trim() }) },
      startsAt: new Date(now).toISOString(),
      partySize: Number(partySize),
      status: 'waitlist',
      quotedFor: new Date(now + minutes * 60_000).toISOString(),
    })
    setWrong(new Set(read.error?.issues.map(({ path }) => path.at(-1) ?? '')))
    if (!read.success) {
      nameField.current?.focus()
      return
    }
    setBusy(true)
    const isOnTheList = await book(read.data)
    setBusy(false)
    if (!isOnTheList) return
    draft(blankWaitlistDraft)
    nameField.current?.focus()
  }

  return (
    <form className="waitlist-form" noValidate onSubmit={(event) => void submit(event)}>
      <Field label={t('form.name')} error={wrong.has('name') ? t('invalid.name') : undefined}>
        {(control) => (
          <input
            {...control}
            ref={nameField}
            className="input"
            name="waitlist-name"
            autoComplete="off"
            value={name}
            onChange={({ target }) => draft({ name: target.value })}
          />
        )}
      </Field>
      <Field label={t('form.phone')} error={wrong.has('phone') ? t('invalid.phone') : undefined}>
        {(control) => (
          <input
            {...control}
            className="input"
            name="waitlist-phone"
            type="tel"
            autoComplete="off"
            value={phone}
            onChange={({ target }) => draft({ phone: target.value })}
          />
        )}
      </Field>
      <Field label={t('form.party')} error={wrong.has('partySize') ? t('invalid.partySize') : undefined}>
        {(control) => (
          <Stepper {...control} value={partySize} onChange={(typed) => draft({ partySize: typed })} />
        )}
      </Field>
      <Field label={t('evening.waitlist.quote')}>
        {(control) => (
          <QuoteField
            {...control}
            aria-describedby={hintId}
            minutes={minutes}
            onChange={(chosen) => draft({ quote: chosen })}
          />
        )}
      </Field>
      <Button look="main" type="submit" icon={<ListPlus aria-hidden />} disabled={busy}>
        {t('evening.waitlist.add')}
      </Button>
      <p className="field-note" id={hintId}>
        {suggestion()}
      </p>
    </form>
  )
}
