import './pin-pad.css'
import { Delete } from 'lucide-react'
import { useT } from '../i18n/use-t.ts'
import { Button, IconButton } from './button.tsx'

interface PinPadProps {
  value: string
  onChange: (pin: string) => void
  id: string
  'aria-describedby'?: string
  'aria-invalid'?: true
}

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0']
const longest = 12

/** A PIN: typed, or tapped on a screen that has no keyboard. */
export function PinPad({ value, onChange, ...control }: PinPadProps) {
  const t = useT()
  const set = (pin: string) => onChange(pin.replace(/\D/g, '').slice(0, longest))
  return (
    <div className="pin-pad">
      <input
        {...control}
        className="input"
        type="password"
        name="pin"
        inputMode="numeric"
        autoComplete="off"
        maxLength={longest}
        value={value}
        onChange={(event) => set(event.target.value)}
      />
      <div className="pin-pad-keys">
        {digits.map((digit) => (
          <Button key={digit} aria-label={t('kiosk.digit', { digit })} onClick={() => set(value + digit)}>
            {digit}
          </Button>
        ))}
        <IconButton label={t('kiosk.erase')} onClick={() => set(value.slice(0, -1))}>
          <Delete />
        </IconButton>
      </div>
    </div>
  )
}
