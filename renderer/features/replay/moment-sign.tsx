import {
  CalendarPlus,
  CircleAlert,
  CircleCheck,
  CircleX,
  PencilLine,
  Store,
  Ticket,
  Undo2,
} from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { momentTone } from './moment-tone.ts'
import type { Moment } from './timeline.ts'

const bySign = {
  green: CircleCheck,
  amber: CircleAlert,
  red: CircleX,
  created: CalendarPlus,
  undone: Undo2,
  ticket: Ticket,
  settings: Store,
  other: PencilLine,
} satisfies Record<string, LucideIcon>

/** What a moment was, as a shape. */
export function MomentSign({ moment }: { moment: Moment }) {
  const Sign = bySign[signOf(moment)]
  return <Sign aria-hidden size="1.25rem" />
}

function signOf(moment: Moment): keyof typeof bySign {
  const tone = momentTone(moment)
  if (tone !== 'blue') return tone
  switch (moment.event.type) {
    case 'reservation-created':
      return 'created'
    case 'scan-undone':
      return 'undone'
    case 'ticket-revoked':
      return 'ticket'
    case 'settings-changed':
      return 'settings'
    default:
      return 'other'
  }
}
