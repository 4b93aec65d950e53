import './stepper.css'
import { Minus, Plus } from 'lucide-react'
import { useT } from '../i18n/use-t.ts'
import { IconButton } from './button.tsx'

interface StepperProps {
  value: string
  onChange: (value: string) => void
  id: string
  'aria-describedby'?: string
  'aria-invalid'?: true
  /** A number that is typed takes the place of the one that stands there. */
  selected?: boolean
}

/** A number of people: typed, or by − and +. The text is checked with the form that it belongs to. */
export function Stepper({ value, onChange, selected = false, ...control }: StepperProps) {
  const t = useT()
  const step = (by: number) => onChange(String(Math.min(255, Math.max(1, (Number(value) || 0) + by))))
  return (
    <div className="stepper">
      <IconButton label={t('form.fewer')} onClick={() => step(-1)}>
        <Minus />
      </IconButton>
      <input
        {...control}
        className="input"
        inputMode="numeric"
        onFocus={(event) => selected && event.target.select()}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
          event.preventDefault()
          step(event.key === 'ArrowUp' ? 1 : -1)
        }}
      />
      <IconButton label={t('form.more')} onClick={() => step(1)}>
        <Plus />
      </IconButton>
    </div>
  )
}
