import { describe, expect, it } from 'vitest'
import { evening, reservation } from '../../testing/sample.ts'
import { blankDraft, changesBetween, draftOf, readDraft } from './draft.ts'
import type { Draft } from './draft.ts'

const venue = { timeZone: 'Europe/Madrid', dayStartsAt: 5 }
const blank = blankDraft('2026-11-24', venue, evening + 1)
const read = (over: Partial<Draft>) => readDraft({ ...blank, name: 'Ana', ...over }, venue)
const startsAt = (over: Partial<Draft>) => {
  const answer = read(over)
  return answer.ok ? answer.value.startsAt : [...answer.wrong]
}

it('a new reservation begins at the next quarter hour for two', () => {
  expect(blank).toMatchObject({ day: '2026-11-24', time: '20:45', partySize: '2' })
})

describe('a time', () => {
  it.each(['20:45', '20.45', '2045', '20h45', ' 20:45 ', '20:45 h'])('written %j is 20:45', (time) => {
    expect(startsAt({ time })).toBe('2026-11-24T19:45:00.000Z')
  })

  it('before the day begins is in the night that ends it', () => {
    expect(startsAt({ time: '0:30' })).toBe('2026-11-24T23:30:00.000Z')
    expect(startsAt({ time: '9' })).toBe('2026-11-24T08:00:00.000Z')
  })

  it.each(['', '25:00', '12:61', 'ocho', '1:2:3'])('written %j is refused', (time) => {
    expect(startsAt({ time })).toEqual(['startsAt'])
  })
})

it('every field that is wrong is named', () => {
  const answer = read({
    name: ' ',
    phone: '1'.repeat(41),
    email: 'ana@',
    day: '',
    partySize: '0',
    table: 'x'.repeat(21),
    notes: 'x'.repeat(2_001),
    tags: 'x'.repeat(41),
  })
  expect(answer.ok ? [] : [...answer.wrong].sort()).toEqual(
    ['email', 'name', 'notes', 'partySize', 'phone', 'startsAt', 'table', 'tags'].sort(),
  )
  for (const partySize of ['', '2.5', '1e2', '256', '-1', 'dos']) expect(read({ partySize }).ok).toBe(false)
})

it('allergies are written in the host’s words', () => {
  const answer = read({ tags: 'VIP, Alergia: nueces, allergy, , terraza' })
  expect(answer.ok && answer.value.tags).toEqual(['VIP', 'allergy:nueces', 'allergy', 'terraza'])
})

describe('an edit', () => {
  const before = reservation(1, {
    customer: { name: 'Ana', phone: '600' },
    table: '4',
    notes: 'Terraza',
    tags: ['VIP', 'allergy:nueces'],
  })
  const edit = (over: Partial<Draft>, of = before) => {
    const initial = draftOf(of, venue, 'Alergia')
    const answer = readDraft({ ...initial, ...over }, venue)
    return answer.ok ? changesBetween(initial, of, answer.value, venue) : answer.wrong
  }

  it('that changes nothing asks for nothing', () => {
    expect(draftOf(before, venue, 'Alergia').tags).toBe('VIP, Alergia: nueces')
    expect(edit({})).toBeNull()
  })

  it('of a party that came at some second, or in the second of two equal hours, leaves its time alone', () => {
    const walkIn = reservation(1, { startsAt: '2026-11-24T19:41:37.123Z' })
    expect(edit({}, walkIn)).toBeNull()
    expect(edit({ notes: 'Terraza' }, walkIn)).toEqual({ notes: 'Terraza' })
    const inTheLongNight = reservation(1, { startsAt: '2026-10-25T01:30:00.000Z' })
    expect(edit({ notes: 'Terraza' }, inTheLongNight)).toEqual({ notes: 'Terraza' })
  })

  it('leaves tags with a comma alone, and makes no plain tag of an allergy', () => {
    const allergic = reservation(1, { tags: ['allergy: nuts, milk', 'VIP'] })
    expect(edit({ notes: 'Terraza' }, allergic)).toEqual({ notes: 'Terraza' })
    const { tags } = draftOf(allergic, venue, 'Alergia')
    expect(edit({ tags: `${tags}, terraza` }, allergic)).toEqual({
      tags: ['allergy:nuts / milk', 'VIP', 'terraza'],
    })
  })

  it('asks for the changed fields only, and clears what was emptied', () => {
    expect(edit({ partySize: '6', notes: '', time: '21:00' })).toEqual({
      partySize: 6,
      notes: null,
      startsAt: '2026-11-24T20:00:00.000Z',
    })
    expect(edit({ phone: '' })).toEqual({ customer: { name: 'Ana' } })
  })
})
