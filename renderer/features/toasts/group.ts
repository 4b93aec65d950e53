import type { Activity } from '../../../contract/ipc.ts'

/** Beyond this many at once they are told as one. */
export const mostApart = 3

export interface Grouped {
  /** To be told one by one. */
  apart: readonly Activity[]
  /** To be told as a number. */
  together: number
}

/**
 * What to tell of many things at once: guests of one party who come one after the other are one line; more lines than
 * there is room for are one number. Conflicts need a decision and are always told apart.
 */
export function groupActivity(activities: readonly Activity[], room: number = mostApart): Grouped {
  const merged: Activity[] = []
  for (const activity of activities) {
    const same = merged.findIndex((other) => isSameParty(other, activity))
    const other = merged[same]
    if (other) merged[same] = { ...activity, people: (other.people ?? 0) + (activity.people ?? 0) }
    else merged.push(activity)
  }
  const conflicts = merged.filter(({ kind }) => kind === 'conflict')
  const rest = merged.filter(({ kind }) => kind !== 'conflict')
  if (rest.length <= room) return { apart: [...conflicts, ...rest], together: 0 }
  return { apart: conflicts, together: rest.length }
}

function isSameParty(a: Activity, b: Activity): boolean {
  return (
    a.kind === 'scanned' &&
    b.kind === 'scanned' &&
    a.reservationId !== undefined &&
    a.reservationId === b.reservationId &&
    a.deviceName === b.deviceName
  )
}
