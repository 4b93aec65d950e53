import { Pencil } from 'lucide-react'
import { useRef, useState } from 'react'
import type { KeyboardEvent, SubmitEvent } from 'react'
import type { DeskReservation } from '../../../contract/ipc.ts'
import { reservationChangesSchema } from '../../../contract/reservation.ts'
import { changeGuest } from '../../edits.ts'
import { useT } from '../../i18n/use-t.ts'
import { Button, IconButton } from '../../ui/button.tsx'

interface InlineEditProps {
  reservation: DeskReservation
  field: 'table' | 'notes'
  label: string
  /** What stands there while there is nothing. */
  empty: string
  multiline?: boolean
}

/** A value that is changed where it stands. Enter keeps it (in notes with Ctrl), Escape leaves it as it was. */
export function InlineEdit({ reservation, field, label, empty, multiline = false }: InlineEditProps) {
  const t = useT()
  /** As it was when the host began: main merges with what comes in meanwhile. */
  const [seen, setSeen] = useState<DeskReservation | null>(null)
  const [text, setText] = useState('')
  const button = useRef<HTMLButtonElement>(null)
  const value = reservation[field]

  function begin(): void {
    setText(value ?? '')
    setSeen(reservation)
  }

  function end(): void {
    setSeen(null)
    requestAnimationFrame(() => button.current?.focus())
  }

  async function save(event?: SubmitEvent): Promise<void> {
    event?.preventDefault()
    if (!seen) return
    const after = text.trim() === '' ? null : text.trim()
    const changes = reservationChangesSchema.safeParse({ [field]: after })
    if (!changes.success) return
    if (after === (seen[field] ?? null) || (await changeGuest(seen, changes.data))) end()
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      end()
    } else if (event.key === 'Enter' && multiline && event.ctrlKey) {
      event.preventDefault()
      void save()
    }
  }

  if (!seen) {
    return (
      <span className="inline-shown">
        <span className={value === undefined ? 'inline-empty' : 'inline-value'}>{value ?? empty}</span>
        <IconButton ref={button} label={label} onClick={begin}>
          <Pencil size="1.125rem" />
        </IconButton>
      </span>
    )
  }
  const control = {
    'aria-label': label,
    className: 'input',
    value: text,
    autoFocus: true,
    onChange: (event: { target: { value: string } }) => setText(event.target.value),
    onKeyDown,
  }
  return (
    <form className="inline-form" onSubmit={(event) => void save(event)}>
      {multiline ? (
        <textarea {...control} rows={3} maxLength={2000} />
      ) : (
        <input {...control} maxLength={20} autoComplete="off" />
      )}
      {value !== seen[field] && (
        <p className="field-meanwhile" role="status">
          {t('merge.meanwhileTo', { value: value ?? t('history.nothing') })}
        </p>
      )}
      <div className="inline-actions">
        <Button onClick={end}>{t('app.cancel')}</Button>
        <Button look="main" type="submit">
          {t('app.save')}
        </Button>
      </div>
    </form>
  )
}
