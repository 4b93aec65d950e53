import './field.css'
import { useId } from 'react'
import type { ReactNode } from 'react'
import { useT } from '../i18n/use-t.ts'

interface FieldProps {
  label: string
  optional?: boolean
  hint?: string
  /** What is wrong, said in the host's language. */
  error?: string | undefined
  /** What has to be said of its value besides. */
  note?: ReactNode
  /** Draws the control with what ties it to its label, hint and error. */
  children: (control: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode
}

/** A labelled control, with its hint or what is wrong with it below. */
export function Field({ label, optional = false, hint, error, note: besides, children }: FieldProps) {
  const t = useT()
  const id = useId()
  const note = error ?? hint
  return (
    <div className="field">
      <label htmlFor={id} className="field-label">
        {label}
        {optional && <span className="field-optional"> {t('form.optional')}</span>}
      </label>
      {children({
        id,
        ...(note !== undefined && { 'aria-describedby': `${id}-note` }),
        ...(error !== undefined && { 'aria-invalid': true as const }),
      })}
      {note !== undefined && (
        <p
          id={`${id}-note`}
          className={error === undefined ? 'field-note' : 'field-error'}
          {...(error !== undefined && { role: 'alert' })}
        >
          {note}
        </p>
      )}
      {besides}
    </div>
  )
}
