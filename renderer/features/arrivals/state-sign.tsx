import { CheckCheck, CircleCheck, CircleDashed, CircleSlash, ClockAlert, Hourglass } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import type { Look } from '../../party.ts'

const signs: Record<Look, LucideIcon> = {
  expected: CircleDashed,
  late: ClockAlert,
  in: CircleCheck,
  waitlist: Hourglass,
  left: CheckCheck,
  struck: CircleSlash,
}

/**
 * A party's state as a shape; the colour comes with `data-look`. `label` is its word for screen readers; without one
 * the word stands beside it.
 */
export function StateSign({ look, label }: { look: Look; label?: string }) {
  const Sign = signs[look]
  const said =
    label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label, title: label }
  return (
    <span className="state-sign" data-look={look} {...said}>
      <Sign aria-hidden size="1.625rem" />
    </span>
  )
}
