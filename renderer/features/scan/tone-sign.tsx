import { CircleAlert, CircleCheck, CircleX, Undo2 } from 'lucide-react'
import type { VerdictTone } from './verdict-words.ts'

const signs = { green: CircleCheck, amber: CircleAlert, red: CircleX, blue: Undo2 }

/** A verdict's tone as a shape. */
export function ToneSign({ tone, size }: { tone: VerdictTone; size: string }) {
  const Sign = signs[tone]
  return <Sign aria-hidden size={size} />
}
