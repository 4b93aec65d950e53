import './segmented.css'
import './choice.css'
import { useId } from 'react'

interface ChoiceProps<T extends string> {
  label: string
  value: T
  options: Record<T, string>
  onChange: (value: T) => void
}

/** One of a few, all in sight. */
export function Choice<T extends string>({ label, value, options, onChange }: ChoiceProps<T>) {
  const name = useId()
  return (
    <fieldset className="choice">
      <legend>{label}</legend>
      <div className="segmented">
        {keysOf(options).map((option) => (
          <label key={option}>
            <input
              type="radio"
              name={name}
              className="hidden-visually"
              checked={option === value}
              onChange={() => onChange(option)}
            />
            <span className="segment">{options[option]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** The keys of a record that has no others than its type says. */
function keysOf<T extends string>(record: Record<T, string>): T[] {
  const keys: T[] = []
  for (const key in record) keys.push(key)
  return keys
}
