import type { EventRule, Seen, StateRule } from '../seen.ts'
import { deskOffline } from './desk-offline.ts'
import { full } from './full.ts'
import { largeParty } from './large-party.ts'
import { late } from './late.ts'
import { refusals } from './refusals.ts'
import { trouble } from './trouble.ts'
import { unsent } from './unsent.ts'
import { vip } from './vip.ts'

/** One rule for each kind of alert: about what happens, or about how things stand. */
export const eventRules: readonly EventRule[] = [vip, largeParty, refusals]
export const stateRules: readonly StateRule[] = [late, full, deskOffline, unsent, trouble]

/** Whether what was told under a key has ended, so that it is news when it happens again. */
export function isOver(key: string, seen: Seen): boolean {
  const [kind] = key.split(':')
  return stateRules.find((rule) => rule.kind === kind)?.isOver?.(key, seen) ?? false
}
