import type { DeskReservation } from '../../../contract/ipc.ts'
import { tagKind } from '../../../contract/tag.ts'
import type { VenueSettings } from '../../../contract/settings.ts'
import type { Sight } from '../../../contract/sight.ts'
import { lookOf, minutesLate } from '../../party.ts'
import type { Look } from '../../party.ts'
import { tableKey } from '../tables/occupancy.ts'

/** What the host wants to see. */
export type Filter = Sight['filter']
/** One of the things that can be chosen. */
export type FilterChoice = { part: 'states'; value: Look } | { part: 'tags' | 'areas'; value: string }

export const noFilter: Filter = { states: [], tags: [], areas: [] }

export function isFiltering({ states, tags, areas }: Filter): boolean {
  return states.length + tags.length + areas.length > 0
}

/** Puts a choice in, or takes it out. */
export function toggled(filter: Filter, choice: FilterChoice): Filter {
  return choice.part === 'states'
    ? { ...filter, states: flipped(filter.states, choice.value) }
    : { ...filter, [choice.part]: flipped(filter[choice.part], choice.value) }
}

function flipped<T>(chosen: readonly T[], value: T): readonly T[] {
  return chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]
}

export function isChosen(filter: Filter, choice: FilterChoice): boolean {
  return choice.part === 'states'
    ? filter.states.includes(choice.value)
    : filter[choice.part].includes(choice.value)
}

/** The name under which a tag is chosen: every allergy is one, and case does not matter. */
export function tagOf(tag: string): string {
  const kind = tagKind(tag)
  return kind === 'plain' ? tag.trim().toLocaleLowerCase() : kind
}

/** Which area a table is in; `null` where none names it. */
export function createAreaOf(areas: VenueSettings['areas']): (table: string | undefined) => string | null {
  const byTable = new Map(
    areas.flatMap(({ name, tables }) => tables.map((table) => [tableKey(table.name), name] as const)),
  )
  return (table) => (table === undefined ? '' : (byTable.get(tableKey(table)) ?? null))
}

export interface FilterRules {
  areas: VenueSettings['areas']
  /** Minutes after which a party is late. */
  lateMinutes: number
  now: number
}

/** A test for what the host chose; `null` where everything passes. */
export function passes(
  filter: Filter,
  rules: FilterRules,
): ((reservation: DeskReservation) => boolean) | null {
  if (!isFiltering(filter)) return null
  const areaOf = createAreaOf(rules.areas)
  const tests: ((reservation: DeskReservation) => boolean)[] = []
  if (filter.states.length > 0) {
    tests.push((reservation) => {
      const look = lookAt(reservation, rules)
      // Who is late is still to come.
      return filter.states.includes(look) || (look === 'late' && filter.states.includes('expected'))
    })
  }
  if (filter.tags.length > 0) tests.push(({ tags }) => tags.some((tag) => filter.tags.includes(tagOf(tag))))
  if (filter.areas.length > 0) {
    tests.push(({ table }) => {
      const area = areaOf(table)
      return area !== null && filter.areas.includes(area)
    })
  }
  return (reservation) => tests.every((test) => test(reservation))
}

/** A choice, and how many parties of the day it is about. */
export interface Facet {
  value: string
  count: number
}

export interface Facets {
  states: ReadonlyMap<Look, number>
  tags: readonly Facet[]
  areas: readonly Facet[]
}

/** What there is to choose: what no party of the day has is not offered. */
export function facetsOf(reservations: Iterable<DeskReservation>, rules: FilterRules): Facets {
  const areaOf = createAreaOf(rules.areas)
  const states = new Map<Look, number>()
  const tags = new Map<string, number>()
  const areas = new Map<string, number>()
  for (const reservation of reservations) {
    count(states, lookAt(reservation, rules))
    for (const tag of new Set(reservation.tags.map(tagOf))) count(tags, tag)
    const area = areaOf(reservation.table)
    if (area !== null) count(areas, area)
  }
  const late = states.get('late') ?? 0
  if (late > 0) states.set('expected', (states.get('expected') ?? 0) + late)
  return {
    states,
    tags: [...tags]
      .map(([value, count]) => ({ value, count }))
      .sort(
        (a, b) => weight(a.value) - weight(b.value) || b.count - a.count || a.value.localeCompare(b.value),
      ),
    areas: [...rules.areas.map(({ name }) => name), '']
      .map((value) => ({ value, count: areas.get(value) ?? 0 }))
      .filter((facet) => facet.count > 0),
  }
}

function lookAt(reservation: DeskReservation, { lateMinutes, now }: FilterRules): Look {
  return lookOf(reservation, minutesLate(reservation, now, lateMinutes) > 0)
}

function count<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}

/** What must not be overlooked comes first. */
function weight(tag: string): number {
  return tag === 'allergy' ? 0 : tag === 'vip' ? 1 : 2
}
