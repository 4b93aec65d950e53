import './switch.css'
import { useId } from 'react'

interface SwitchProps {
  label: string
  text: string
  on: boolean
  onChange: (on: boolean) => void
}

/** On or off, with what it does below its name. */
export function Switch({ label, text, on, onChange }: SwitchProps) {
  const id = useId()
  return (
    <label className="switch">
      <span>
        <strong>{label}</strong>
        <span className="dialog-text" id={`${id}-text`}>
          {text}
        </span>
      </span>
      <input
        type="checkbox"
        role="switch"
        checked={on}
        aria-label={label}
        aria-describedby={`${id}-text`}
        onChange={(event) => onChange(event.target.checked)}
      />
    </label>
  )
}
