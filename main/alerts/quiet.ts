import type { Settings } from '../../contract/ipc.ts'
import { clockIn } from './clock.ts'

/** Whether the system is to show no notifications now: quiet hours by the venue's clock, or muted for a while. */
export function isSilent(
  { quietHours: { on, from, to }, mutedUntil }: Pick<Settings, 'quietHours' | 'mutedUntil'>,
  now: number,
  timeZone: string,
): boolean {
  if (mutedUntil !== null && now < Date.parse(mutedUntil)) return true
  if (!on || from === to) return false
  const clock = clockIn(timeZone)(now)
  return from < to ? from <= clock && clock < to : clock >= from || clock < to
}
