import { venueSettingsChangesSchema, weekdays } from '../../../contract/settings.ts'
import type { AdminSettings, VenueSettings, VenueSettingsChanges } from '../../../contract/settings.ts'

export const sections = ['hours', 'capacity', 'thresholds', 'areas', 'tags', 'guestDays'] as const
export type Section = (typeof sections)[number]

/** In the order in which they are asked for. */
export const thresholdNames = [
  'lateMinutes',
  'noShowMinutes',
  'largeParty',
  'fullPercent',
  'refusedInARow',
  'deskOfflineMinutes',
] as const
export type ThresholdName = (typeof thresholdNames)[number]

export type Weekday = (typeof weekdays)[number]
export interface TableDraft {
  name: string
  seats: string
}

/** The settings as they stand in the fields: numbers are text until they are read. */
export interface VenueDraft {
  capacity: string
  hours: VenueSettings['hours']
  areas: { name: string; tables: TableDraft[] }[]
  tags: string[]
  thresholds: Record<ThresholdName, string>
  /** Empty: guests are kept for ever. */
  guestDays: string
}

export function draftOf(settings: VenueSettings): VenueDraft {
  const { capacity, hours, areas, tags, thresholds, guestDays } = settings
  return {
    capacity: String(capacity),
    guestDays: String(guestDays ?? ''),
    hours,
    areas: areas.map(({ name, tables }) => ({
      name,
      tables: tables.map((table) => ({ name: table.name, seats: String(table.seats) })),
    })),
    tags,
    thresholds: {
      lateMinutes: String(thresholds.lateMinutes),
      noShowMinutes: String(thresholds.noShowMinutes),
      largeParty: String(thresholds.largeParty),
      fullPercent: String(thresholds.fullPercent),
      refusedInARow: String(thresholds.refusedInARow),
      deskOfflineMinutes: String(thresholds.deskOfflineMinutes),
    },
  }
}

/** What a manager has changed and not saved, against what the server has. */
export interface Editing {
  base: AdminSettings
  draft: VenueDraft
  /** Sections that somebody else changed, too, while they were changed here. */
  contested: readonly Section[]
}

export function editingOf(base: AdminSettings): Editing {
  return { base, draft: draftOf(base), contested: [] }
}

/** The sections that stand otherwise in the fields than at the server. */
export function changedSections({ base, draft }: Pick<Editing, 'base' | 'draft'>): Section[] {
  const before = draftOf(base)
  return sections.filter((section) => !same(before[section], draft[section]))
}

/**
 * Somebody else has changed the settings meanwhile: what was not touched here becomes theirs, what was stays, and
 * what both have changed is named.
 */
export function withTheirs(editing: Editing, theirs: AdminSettings): Editing {
  const mine = changedSections(editing)
  const [before, after] = [draftOf(editing.base), draftOf(theirs)]
  const draft = { ...after, ...picked(editing.draft, mine) }
  const contested = mine.filter(
    (section) =>
      !same(draft[section], after[section]) &&
      (editing.contested.includes(section) || !same(before[section], after[section])),
  )
  return { base: theirs, draft, contested }
}

/** `sent` is saved: what was changed since it left stays in the fields, as a change to what the server has now. */
export function withSaved(editing: Editing, sent: VenueDraft, saved: AdminSettings): Editing {
  const since = sections.filter((section) => !same(sent[section], editing.draft[section]))
  return { base: saved, draft: { ...draftOf(saved), ...picked(editing.draft, since) }, contested: [] }
}

/** Gives one section up for what the server has. */
export function withoutMine(editing: Editing, section: Section): Editing {
  return {
    ...editing,
    draft: { ...editing.draft, ...picked(draftOf(editing.base), [section]) },
    contested: editing.contested.filter((each) => each !== section),
  }
}

/** The changed sections as the server takes them, or which fields are wrong: a path such as `areas.0.name`. */
export function readDraft(
  editing: Editing,
): { ok: true; changes: VenueSettingsChanges } | { ok: false; wrong: ReadonlySet<string> } {
  const { draft } = editing
  const read = {
    capacity: numberOf(draft.capacity),
    hours: draft.hours,
    areas: draft.areas.map(({ name, tables }) => ({
      name,
      tables: tables.map((table) => ({ name: table.name, seats: numberOf(table.seats) })),
    })),
    tags: draft.tags,
    guestDays: draft.guestDays.trim() === '' ? null : numberOf(draft.guestDays),
    thresholds: Object.fromEntries(thresholdNames.map((name) => [name, numberOf(draft.thresholds[name])])),
  }
  const changed = changedSections(editing)
  const parsed = venueSettingsChangesSchema.safeParse(
    Object.fromEntries(changed.map((section) => [section, read[section]])),
  )
  if (parsed.success) return { ok: true, changes: parsed.data }
  return { ok: false, wrong: new Set(parsed.error.issues.map(({ path }) => path.join('.'))) }
}

/** `NaN` is no number for the schema, which says so at the right field. */
function numberOf(text: string): number {
  return /^\d{1,6}$/.test(text.trim()) ? Number(text) : Number.NaN
}

function picked(draft: VenueDraft, names: readonly Section[]): Partial<VenueDraft> {
  const { hours, capacity, thresholds, areas, tags, guestDays } = draft
  return {
    ...(names.includes('hours') && { hours }),
    ...(names.includes('capacity') && { capacity }),
    ...(names.includes('thresholds') && { thresholds }),
    ...(names.includes('areas') && { areas }),
    ...(names.includes('tags') && { tags }),
    ...(names.includes('guestDays') && { guestDays }),
  }
}

/** For how many days guests are kept once this is saved, where that forgets some who are kept now; else `null`. */
export function forgetsAfter(editing: Editing): number | null {
  const read = readDraft(editing)
  const days = read.ok ? (read.changes.guestDays ?? null) : null
  return days !== null && days < (editing.base.guestDays ?? Infinity) ? days : null
}

/** Drafts are plain data whose keys stand in one order. */
function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
