import { z } from 'zod'
import { reservationChangesSchema } from './reservation.ts'
import type { Reservation, ReservationChanges } from './reservation.ts'

/** What a host can change of a reservation, one by one: a corrected phone number must not take a new name back. */
export const editFields = [
  'name',
  'phone',
  'email',
  'startsAt',
  'partySize',
  'status',
  'table',
  'notes',
  'tags',
  'quotedFor',
] as const
export const editFieldSchema = z.enum(editFields)
export type EditField = z.infer<typeof editFieldSchema>

/** A field as it stands; `null` where the reservation has none. */
export const fieldValueSchema = z.union([z.string(), z.number(), z.array(z.string())]).nullable()
export type FieldValue = z.infer<typeof fieldValueSchema>

/** A field that two hosts have changed to different values, beginning from the same one. */
export const fieldConflictSchema = z.object({
  field: editFieldSchema,
  base: fieldValueSchema,
  theirs: fieldValueSchema,
  mine: fieldValueSchema,
})
export type FieldConflict = z.infer<typeof fieldConflictSchema>

type Editable = Pick<
  Reservation,
  'customer' | 'startsAt' | 'partySize' | 'status' | 'table' | 'notes' | 'tags' | 'quotedFor'
>

const customerFields: readonly EditField[] = ['name', 'phone', 'email']
const mostTags = 12

/** The value of one field of a reservation. */
export function fieldOf(reservation: Editable, field: EditField): FieldValue {
  return given(reservation, field) ?? null
}

/** What changes say of a field; `undefined` where they leave it as it is. */
function given(changes: ReservationChanges, field: EditField): FieldValue | undefined {
  if (field === 'name' || field === 'phone' || field === 'email') {
    return changes.customer && (changes.customer[field] ?? null)
  }
  return changes[field]
}

/** Whether two values of a field are the same to a host. Two instants may be written in two ways. */
function isSame(field: EditField, a: FieldValue, b: FieldValue): boolean {
  if (field === 'startsAt' || field === 'quotedFor') {
    return a === b || (typeof a === 'string' && typeof b === 'string' && Date.parse(a) === Date.parse(b))
  }
  return Array.isArray(a) && Array.isArray(b) ? a.join('\n') === b.join('\n') : a === b
}

/** What the host saw in the fields that are changed: the base of an edit. */
export function baseOf(seen: Editable, changes: ReservationChanges): ReservationChanges {
  return {
    ...(changes.customer && { customer: seen.customer }),
    ...(changes.startsAt !== undefined && { startsAt: seen.startsAt }),
    ...(changes.partySize !== undefined && { partySize: seen.partySize }),
    ...(changes.status !== undefined && { status: seen.status }),
    ...(changes.table !== undefined && { table: seen.table ?? null }),
    ...(changes.notes !== undefined && { notes: seen.notes ?? null }),
    ...(changes.tags !== undefined && { tags: seen.tags }),
    ...(changes.quotedFor !== undefined && { quotedFor: seen.quotedFor ?? null }),
  }
}

/** The fields that an edit really changes, with what it began from and what it wants. */
export function editsOf(
  base: ReservationChanges,
  changes: ReservationChanges,
): { field: EditField; base: FieldValue; mine: FieldValue }[] {
  return editFields.flatMap((field) => {
    const mine = given(changes, field)
    const before = given(base, field) ?? null
    return mine === undefined || isSame(field, before, mine) ? [] : [{ field, base: before, mine }]
  })
}

/**
 * Changed fields that bring a reservation to these values; `null` where it is so already. Of the customer, what is
 * not among the values stays as it is in the reservation.
 */
export function changesTo(
  current: Editable,
  values: ReadonlyMap<EditField, FieldValue>,
): ReservationChanges | null {
  const changes: Record<string, unknown> = {}
  const customer: Record<string, unknown> = { ...current.customer }
  for (const [field, value] of values) {
    if (isSame(field, fieldOf(current, field), value)) continue
    if (!customerFields.includes(field)) changes[field] = value
    else {
      customer[field] = value ?? undefined
      changes.customer = customer
    }
  }
  return Object.keys(changes).length === 0 ? null : reservationChangesSchema.parse(changes)
}

export interface Merge {
  /** What can be done on top of the current row; `null` where nothing is left to do. */
  changes: ReservationChanges | null
  /** Fields that somebody else has changed to another value: the host has to choose. They are not in `changes`. */
  conflicts: FieldConflict[]
}

/**
 * Brings an edit on top of a row that somebody else has changed since the host looked. Each field that only one
 * side has changed keeps that side's value; tags that one side added or took away are added or taken away.
 * @param base What the host saw in the fields of `changes`.
 */
export function mergeEdit(base: ReservationChanges, changes: ReservationChanges, current: Editable): Merge {
  const values = new Map<EditField, FieldValue>()
  const conflicts: FieldConflict[] = []
  for (const edit of editsOf(base, changes)) {
    const { field, mine } = edit
    const theirs = fieldOf(current, field)
    const both = field === 'tags' ? mergeTags(edit.base, mine, theirs) : null
    if (both) values.set(field, both)
    else if (isSame(field, theirs, edit.base)) values.set(field, mine)
    else if (!isSame(field, theirs, mine)) conflicts.push({ ...edit, theirs })
  }
  return { changes: changesTo(current, values), conflicts }
}

/** The row as the host should see it while the edit waits: merged, and the host's own word where both have one. */
export function editOnTop(
  base: ReservationChanges,
  changes: ReservationChanges,
  current: Editable,
): ReservationChanges | null {
  const { changes: merged, conflicts } = mergeEdit(base, changes, current)
  const values = new Map(conflicts.map(({ field, mine }) => [field, mine]))
  for (const field of editFields) {
    const value = merged ? given(merged, field) : undefined
    if (value !== undefined && !values.has(field)) values.set(field, value)
  }
  return changesTo(current, values)
}

/** Tags of both sides; `null` where that would be more than a reservation can have. */
function mergeTags(base: FieldValue, mine: FieldValue, theirs: FieldValue): string[] | null {
  if (!Array.isArray(base) || !Array.isArray(mine) || !Array.isArray(theirs)) return null
  const kept = theirs.filter((tag) => mine.includes(tag) || !base.includes(tag))
  const added = mine.filter((tag) => !base.includes(tag) && !theirs.includes(tag))
  const tags = [...kept, ...added]
  return tags.length > mostTags ? null : tags
}
