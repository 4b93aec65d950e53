import { Minus, Plus } from 'lucide-react'
import { useT } from '../../i18n/use-t.ts'
import { IconButton } from '../../ui/button.tsx'

interface QuoteFieldProps {
  minutes: number
  onChange: (minutes: number) => void
  id: string
  'aria-describedby'?: string
  'aria-invalid'?: true
}

const step = 5
const most = 240

/** Minutes that a party is told to wait, in steps of five. */
export function QuoteField({ minutes, onChange, ...control }: QuoteFieldProps) {
  const t = useT()
  const by = (difference: number) => onChange(Math.min(most, Math.max(0, minutes + difference)))
  return (
    <div className="stepper">
      <IconButton label={t('evening.waitlist.sooner')} onClick={() => by(-step)}>
        <Minus />
      </IconButton>
      <input
        {...control}
        className="input"
        name="waitlist-quote"
        inputMode="numeric"
        value={minutes}
        onChange={({ target }) => onChange(Math.min(most, Number(target.value.replace(/\D/g, ''))))}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
          event.preventDefault()
          by(event.key === 'ArrowUp' ? step : -step)
        }}
      />
      <IconButton label={t('evening.waitlist.later')} onClick={() => by(step)}>
        <Plus />
      </IconButton>
    </div>
  )
}
