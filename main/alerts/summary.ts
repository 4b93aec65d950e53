import { addCounts, kindsIn } from './memory.ts'
import type { AlertCounts, AlertMemory } from './memory.ts'

/** Many alerts in one notification. `missed`: nobody could be told; `held`: it was to be quiet. */
export interface Summary {
  why: 'missed' | 'held'
  counts: AlertCounts
}

/**
 * Takes what waits for a summary out of the memory, where its time has come: in silence nothing, else what was held;
 * and what was missed once all of it is known. Pure.
 */
export function takeSummaries(
  memory: AlertMemory,
  { silent, allMissedKnown }: { silent: boolean; allMissedKnown: boolean },
): { memory: AlertMemory; summaries: Summary[] } {
  const missed = allMissedKnown && kindsIn(memory.missed).length > 0
  if (silent) {
    if (!missed) return { memory, summaries: [] }
    return { memory: { ...memory, missed: {}, held: addCounts(memory.held, memory.missed) }, summaries: [] }
  }
  const held = kindsIn(memory.held).length > 0
  if (!missed && !held) return { memory, summaries: [] }
  const summaries: Summary[] = []
  if (missed) summaries.push({ why: 'missed', counts: memory.missed })
  if (held) summaries.push({ why: 'held', counts: memory.held })
  return {
    memory: { ...memory, missed: missed ? {} : memory.missed, held: {} },
    summaries,
  }
}
