import type { VenueSettings } from '../../contract/settings.ts'

type Area = VenueSettings['areas'][number]

/** Tables numbered on from `first`, with these seats over and over. */
function tables(first: number, count: number, seats: readonly number[]): Area['tables'] {
  return Array.from({ length: count }, (_, index) => ({
    name: String(first + index),
    seats: seats[index % seats.length] ?? 2,
  }))
}

/** The rooms of the demo venue, with the forty tables that its parties are booked at. */
export const demoAreas: readonly Area[] = [
  { name: 'Salón', tables: tables(1, 18, [4, 2, 6, 4, 8, 4]) },
  { name: 'Terraza', tables: tables(19, 12, [4, 6, 2, 4]) },
  { name: 'Barra', tables: tables(31, 6, [2]) },
  { name: 'Reservado', tables: tables(37, 4, [8, 10, 12, 10]) },
]
