import { expect, it } from 'vitest'
import { scanInputSchema } from '../../contract/ipc.ts'
import type { ScanInput } from '../../contract/ipc.ts'
import { at, reservationOf } from '../testing/records.ts'
import { signingIdentity, ticketText } from '../testing/tickets.ts'
import { lookUp } from './look-up.ts'
import { meantText } from './meant-text.ts'
import { Model } from './model.ts'
import { Refused } from './refused.ts'

const now = Date.parse(at)
const party = reservationOf({ index: 1, partySize: 2, code: 'ACDEFG' })
const ticket = ticketText({ ticketId: party.ticketId })

function modelOf(...rows: ReturnType<typeof reservationOf>[]): Model {
  const model = new Model()
  model.apply({ identity: signingIdentity, cursor: 0, rows })
  model.turnTo(now)
  return model
}
const input = (text: string, more: Partial<ScanInput> = {}) =>
  scanInputSchema.parse({ text, source: 'wedge', at, ...more })

it('says whose code it is and what a scan would say, and changes nothing', () => {
  const model = modelOf(party)
  const before = structuredClone(model.everything())
  expect(lookUp(model, input(ticket), [now])).toMatchObject({
    outcome: 'admitted',
    text: ticket,
    reservation: { id: party.id, arrivedCount: 0 },
  })
  expect(lookUp(model, input('acdefg', { source: 'manual' }), [now])).toMatchObject({
    outcome: 'admitted',
    text: 'ACDEFG',
  })
  expect(model.everything()).toEqual(before)
})

it('says so of a code that lets nobody in', () => {
  const model = modelOf({ ...party, status: 'cancelled' })
  expect(lookUp(model, input(ticket), [now])).toMatchObject({
    outcome: 'cancelled',
    reservation: { id: party.id },
  })
  expect(lookUp(model, input('https://example.com/'), [now])).toMatchObject({
    outcome: 'malformed',
    reason: 'other_kind',
  })
  expect(() => lookUp(new Model(), input(ticket), [now])).toThrow(Refused)
})

it('of two ways to read a scanner’s keys, the one that the venue signed is meant', () => {
  const model = modelOf(party)
  const swapped = Array.from(ticket, (letter) => ({ Y: 'Z', Z: 'Y' })[letter] ?? letter).join('')
  expect(meantText(model, input(swapped, { others: [ticket] }))).toBe(ticket)
  expect(meantText(model, input(ticket, { others: [swapped] }))).toBe(ticket)
  // Of none that it signed, the first: the verdict is about what was read.
  expect(meantText(model, input(swapped, { others: [swapped.replace('A', 'B')] }))).toBe(swapped)
})

it('a typed letter that no code has is read as the one guest whom it can mean, and never by a guess', () => {
  const typed = (model: Model, text: string) => meantText(model, input(text, { source: 'manual' }))
  const quiet = reservationOf({ index: 2, code: 'QCDEFG' })
  const dark = reservationOf({ index: 3, code: 'DCDEFG' })
  expect(typed(modelOf(party, quiet), '0cd efg')).toBe('QCDEFG')
  expect(typed(modelOf(party, quiet, dark), '0CDEFG')).toBe('0CDEFG')
  expect(typed(modelOf(party), '0CDEFG')).toBe('0CDEFG')
  const tomorrow = { ...quiet, startsAt: new Date(now + 5 * 86_400_000).toISOString() }
  expect(typed(modelOf(party, tomorrow), '0CDEFG')).toBe('0CDEFG')
})
