import type { Draft } from './draft.ts'

/** What somebody else did to a field while the host was typing. `taken`: the host had not touched it, so it followed. */
export interface Meanwhile {
  value: string
  taken: boolean
}

export type MeanwhileOf = Partial<Record<keyof Draft, Meanwhile>>

const fields: readonly (keyof Draft)[] = [
  'name',
  'phone',
  'email',
  'day',
  'time',
  'partySize',
  'table',
  'notes',
  'tags',
]

/**
 * A draft when the reservation changes under it: fields that the host has not touched follow, the host's own words
 * stay, and both are told.
 * @param before The reservation as the draft knew it.
 * @param now The reservation as it is now.
 */
export function followDraft(
  draft: Draft,
  before: Draft,
  now: Draft,
  meanwhile: MeanwhileOf,
): { draft: Draft; meanwhile: MeanwhileOf } {
  const next = { ...draft }
  const told = new Map(fields.map((field) => [field, meanwhile[field]]))
  for (const field of fields) {
    if (now[field] === before[field]) continue
    const taken = draft[field] === before[field]
    if (taken) next[field] = now[field]
    told.set(field, taken || draft[field] !== now[field] ? { value: now[field], taken } : undefined)
  }
  return { draft: next, meanwhile: Object.fromEntries([...told].filter(([, each]) => each)) }
}

/** Whether two drafts of a reservation are the same to a host. */
export function isSameDraft(a: Draft, b: Draft): boolean {
  return fields.every((field) => a[field] === b[field])
}
