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

/** A party's state as a shape; the colour comes with `data-look`. `label` is its word for screen readers. */
export function StateSign({ look, label }: { look: Look; label: string }) {
  const Sign = signs[look]
  return (
    <span className="state-sign" data-look={look} role="img" aria-label={label} title={label}>
      <Sign aria-hidden size="1.625rem" />
    </span>
  )
}
