import type { LucideIcon } from 'lucide-react'
import type { palette } from '../i18n/es/palette.ts'
import type { Desk } from '../store/desk-store.ts'

/** The words of `command` in the language files. */
export type CommandWord = keyof typeof palette.command
export type CommandGroup = keyof typeof palette.commandGroup

/** Something that a host can have done from wherever the focus is. */
export interface Command {
  word: CommandWord
  group: CommandGroup
  Icon: LucideIcon
  /** What it is pressed by, as `ctrl+k` or `w`; the first is the one that is shown. */
  keys?: readonly string[]
  /** Whether it makes sense now; without it, always. */
  can?: (desk: Desk) => boolean
  run: (desk: Desk) => void
}
