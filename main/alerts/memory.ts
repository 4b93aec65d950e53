import { z } from 'zod'
import { alertKinds } from '../../contract/alerts.ts'
import type { AlertKind } from '../../contract/alerts.ts'
import { findingSchema } from './finding.ts'
import type { Finding } from './finding.ts'

/** Keys that are remembered of what is over; the oldest are forgotten first. A Saturday has some hundred. */
export const toldLength = 1_000
/** Alerts that the panel can list. */
export const latestLength = 30

const countsSchema = z.partialRecord(z.enum(alertKinds), z.number().int().positive())
/** How many alerts of each kind. */
export type AlertCounts = z.infer<typeof countsSchema>

/** Refused scans in a row at one desk. `first` names the row. */
const runSchema = z.object({ first: z.string(), length: z.number().int().positive() })
export type Run = z.infer<typeof runSchema>

/** What the alerts must know after a restart, so that nothing is told twice. Kept in the desk's store. */
export const alertMemorySchema = z.object({
  /** Keys of what was found, oldest first. */
  told: z.array(z.string()),
  /** Newest first. */
  latest: z.array(findingSchema),
  /** Of those, how many nobody has looked at. */
  unseen: z.number().int().min(0),
  /** By desk. */
  runs: z.record(z.string(), runSchema),
  /** What waits for a summary: it happened while nobody could be told, or while it was to be quiet. */
  missed: countsSchema,
  held: countsSchema,
})
export type AlertMemory = z.infer<typeof alertMemorySchema>
export const noMemory: AlertMemory = { told: [], latest: [], unseen: 0, runs: {}, missed: {}, held: {} }

/** How what is found is dealt with now. */
export interface Manner {
  /** It began before this instant, or longer ago than news are news: it goes into the summary of what was missed. */
  isOld: (finding: Finding) => boolean
  /** Notifications are held back. */
  silent: boolean
  /** There was nobody here before: what is old is no news to anybody. */
  firstRun: boolean
}

/**
 * Takes in what was found. Returns what is to be told now, and the memory after it: the same object where there is
 * nothing new. Pure.
 */
export function absorb(
  memory: AlertMemory,
  found: readonly Finding[],
  { isOld, silent, firstRun }: Manner,
): { memory: AlertMemory; tell: Finding[] } {
  const told = new Set(memory.told)
  const news: Finding[] = []
  const known: string[] = []
  for (const finding of found) {
    if (told.has(finding.key)) continue
    told.add(finding.key)
    known.push(finding.key)
    if (!(firstRun && isOld(finding))) news.push(finding)
  }
  if (known.length === 0) return { memory, tell: [] }
  const old = news.filter(isOld)
  const fresh = news.filter((finding) => !isOld(finding))
  return {
    memory: {
      ...memory,
      told: [...memory.told, ...known],
      latest: [...news.toReversed(), ...memory.latest].slice(0, latestLength),
      unseen: memory.unseen + news.length,
      missed: addCounts(memory.missed, countsOf(old)),
      held: silent ? addCounts(memory.held, countsOf(fresh)) : memory.held,
    },
    tell: silent ? [] : fresh,
  }
}

/** Forgets that these were told: they are over, and are news when they happen again. */
export function rearm(memory: AlertMemory, isOver: (key: string) => boolean): AlertMemory {
  const told = memory.told.filter((key) => !isOver(key))
  return told.length === memory.told.length ? memory : { ...memory, told }
}

/** Forgets the oldest keys of what is not found any more. What is still found would be told again. Pure. */
export function withoutOldest(memory: AlertMemory, found: readonly Finding[]): AlertMemory {
  const lasting = new Set(found.map(({ key }) => key))
  const past = memory.told.filter((key) => !lasting.has(key))
  if (past.length <= toldLength) return memory
  const forgotten = new Set(past.slice(0, -toldLength))
  return { ...memory, told: memory.told.filter((key) => !forgotten.has(key)) }
}

function countsOf(findings: readonly Finding[]): AlertCounts {
  const counts: AlertCounts = {}
  for (const { kind } of findings) counts[kind] = (counts[kind] ?? 0) + 1
  return counts
}

export function addCounts(a: AlertCounts, b: AlertCounts): AlertCounts {
  const sum: AlertCounts = {}
  for (const kind of alertKinds) {
    const count = (a[kind] ?? 0) + (b[kind] ?? 0)
    if (count > 0) sum[kind] = count
  }
  return sum
}

/** The kinds that there are some of, in the order in which they are said. */
export function kindsIn(counts: AlertCounts): AlertKind[] {
  return alertKinds.filter((kind) => counts[kind] !== undefined)
}
