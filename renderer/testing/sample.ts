import type { DeskReservation, Verdict } from '../../contract/ipc.ts'

/** Half past eight in the evening, on Madrid's clock. */
export const evening = Date.parse('2026-11-24T19:30:00.000Z')

export const uuidOf = (number: number): string =>
  `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`

/** A reservation of a test; `number` makes it another one, a minute after the one before. */
export function reservation(number: number, over: Partial<DeskReservation> = {}): DeskReservation {
  return {
    id: uuidOf(number),
    businessId: 1,
    code: 'ACDEFG',
    ticketId: '0'.repeat(24),
    customer: { name: `Guest ${number}` },
    startsAt: new Date(evening + number * 60_000).toISOString(),
    partySize: 4,
    arrivedCount: 0,
    scanCount: 0,
    status: 'confirmed',
    tags: [],
    version: 1,
    createdAt: '2026-11-20T10:00:00.000Z',
    updatedAt: '2026-11-20T10:00:00.000Z',
    pending: false,
    ...over,
  }
}

export function verdict(over: Partial<Verdict> = {}): Verdict {
  return {
    scanId: uuidOf(900),
    outcome: 'admitted',
    people: 1,
    at: new Date(evening).toISOString(),
    source: 'wedge',
    text: 'ACDEFG',
    provisional: false,
    repeated: false,
    undone: false,
    ...over,
  }
}
