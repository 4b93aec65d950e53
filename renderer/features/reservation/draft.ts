import { commands } from '../../../contract/ipc.ts'
import type { DeskNewReservation, DeskReservation } from '../../../contract/ipc.ts'
import type { ReservationChanges } from '../../../contract/reservation.ts'
import { readTag, wireTag } from '../../../contract/tag.ts'
import { venueDay, zonedInstant } from '../../../contract/venue-day.ts'
import type { VenueCalendar } from '../../../contract/venue-day.ts'
import { quarterMs } from '../arrivals/quarter.ts'

/** A reservation as it is typed: all text, as the fields hold it. */
export interface Draft {
  name: string
  phone: string
  email: string
  /** The venue's day: a table at 00:30 belongs to the evening before. */
  day: string
  time: string
  partySize: string
  table: string
  notes: string
  tags: string
}

/** Which messages of `invalid` there are. */
export type Wrong = 'name' | 'phone' | 'email' | 'startsAt' | 'partySize' | 'table' | 'notes' | 'tags'

/** A blank draft for a day, at the next quarter hour. */
export function blankDraft(day: string, venue: VenueCalendar, now: number): Draft {
  return {
    name: '',
    phone: '',
    email: '',
    day,
    time: wallTime(Math.ceil(now / quarterMs) * quarterMs, venue.timeZone),
    partySize: '2',
    table: '',
    notes: '',
    tags: '',
  }
}

/** A draft of a reservation as it is. `allergy` is the word for it in the host's language. */
export function draftOf(reservation: DeskReservation, venue: VenueCalendar, allergy: string): Draft {
  const { customer, startsAt, partySize, table, notes, tags } = reservation
  return {
    name: customer.name,
    phone: customer.phone ?? '',
    email: customer.email ?? '',
    day: venueDay(startsAt, venue),
    time: wallTime(Date.parse(startsAt), venue.timeZone),
    partySize: String(partySize),
    table: table ?? '',
    notes: notes ?? '',
    tags: tags.map((tag) => typedTag(tag, allergy)).join(', '),
  }
}

/** Commas part tags here; one inside a tag must not, or what follows it would be no allergy any more. */
function typedTag(tag: string, allergy: string): string {
  const meaning = readTag(tag)
  const word =
    meaning.kind !== 'allergy' ? tag : meaning.allergen === '' ? allergy : `${allergy}: ${meaning.allergen}`
  return word
    .split(',')
    .map((part) => part.trim())
    .join(' / ')
}

/** Reads a draft by the contract's schema: the reservation to ask for, or which fields are wrong. */
export function readDraft(
  draft: Draft,
  venue: VenueCalendar,
): { ok: true; value: DeskNewReservation } | { ok: false; wrong: ReadonlySet<Wrong> } {
  const parsed = commands.createReservation.input.safeParse({
    customer: {
      name: draft.name,
      ...given('phone', draft.phone),
      ...given('email', draft.email),
    },
    startsAt: instantOf(draft.day, draft.time, venue) ?? '',
    partySize: /^\s*\d+\s*$/.test(draft.partySize) ? Number(draft.partySize) : 0,
    tags: draft.tags.split(',').map(wireTag).filter(Boolean),
    ...given('table', draft.table),
    ...given('notes', draft.notes),
  })
  if (parsed.success) return { ok: true, value: parsed.data }
  return { ok: false, wrong: new Set(parsed.error.issues.map(({ path }) => fieldOf(path))) }
}

/**
 * What to change of a reservation so that it is as the host has typed it; `null` where nothing was changed. It is
 * compared as text reads it: a walk-in has come at some second, and a field that nobody touched has none.
 * @param initial The draft of the reservation as it was before the host typed.
 */
export function changesBetween(
  initial: Draft,
  reservation: DeskReservation,
  after: DeskNewReservation,
  venue: VenueCalendar,
): ReservationChanges | null {
  const read = readDraft(initial, venue)
  const before = read.ok ? read.value : reservation
  const changes: ReservationChanges = {}
  const { customer } = after
  if (
    customer.name !== before.customer.name ||
    customer.phone !== before.customer.phone ||
    customer.email !== before.customer.email
  )
    changes.customer = customer
  if (Date.parse(after.startsAt) !== Date.parse(before.startsAt)) changes.startsAt = after.startsAt
  if (after.partySize !== before.partySize) changes.partySize = after.partySize
  if (after.table !== before.table) changes.table = after.table ?? null
  if (after.notes !== before.notes) changes.notes = after.notes ?? null
  const tags = after.tags ?? []
  if (tags.join('\n') !== (before.tags ?? []).join('\n')) changes.tags = tags
  return Object.keys(changes).length > 0 ? changes : null
}

function given<K extends string>(key: K, text: string): Partial<Record<K, string>> {
  const trimmed = text.trim()
  const made: Partial<Record<K, string>> = {}
  if (trimmed !== '') made[key] = trimmed
  return made
}

/** The instant of a time of the venue's day: hours before the day begins are those of the night that ends it. */
function instantOf(day: string, time: string, venue: VenueCalendar): string | null {
  const wall = readTime(time)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || wall === null) return null
  const afterMidnight = Number(wall.slice(0, 2)) < venue.dayStartsAt
  const date = new Date(`${day}T00:00:00Z`)
  if (afterMidnight) date.setUTCDate(date.getUTCDate() + 1)
  return zonedInstant(`${date.toISOString().slice(0, 10)}T${wall}`, venue.timeZone).toISOString()
}

/** `20:45`, `20.45`, `2045`, `20h45`, `9` or `9:30`, as hosts write it. */
function readTime(text: string): string | null {
  const spaced = text.trim().replace(/\s+/g, ' ')
  const [, hour, minute = '00'] = /^(\d{1,2})(?: ?[:.h]? ?(\d{2}))? ?h?$/i.exec(spaced) ?? []
  if (hour === undefined || Number(hour) > 23 || Number(minute) > 59) return null
  return `${hour.padStart(2, '0')}:${minute}`
}

function wallTime(at: number, timeZone: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at)
}

const fields: readonly Wrong[] = ['phone', 'email', 'startsAt', 'partySize', 'table', 'notes', 'tags']

function fieldOf(path: readonly PropertyKey[]): Wrong {
  const key = path[0] === 'customer' ? path[1] : path[0]
  return fields.find((field) => field === key) ?? 'name'
}
