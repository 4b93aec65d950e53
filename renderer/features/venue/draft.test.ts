import { describe, expect, it } from 'vitest'
import { defaultVenueSettings } from '../../../contract/settings.ts'
import type { AdminSettings } from '../../../contract/settings.ts'
import {
  changedSections,
  editingOf,
  forgetsAfter,
  readDraft,
  withoutMine,
  withSaved,
  withTheirs,
} from './draft.ts'
import type { Editing, VenueDraft } from './draft.ts'

const settings: AdminSettings = {
  ...defaultVenueSettings,
  capacity: 120,
  areas: [{ name: 'Salón', tables: [{ name: '1', seats: 4 }] }],
  version: 'a',
}
const edited = (draft: Partial<VenueDraft>, editing: Editing = editingOf(settings)): Editing => ({
  ...editing,
  draft: { ...editing.draft, ...draft },
})
const wrong = (draft: Partial<VenueDraft>) => {
  const read = readDraft(edited(draft))
  return read.ok ? [] : [...read.wrong]
}

describe('what is sent', () => {
  it('is the changed sections, each as a whole', () => {
    const editing = edited({ capacity: ' 150', tags: ['vip'] })
    expect(changedSections(editing)).toEqual(['capacity', 'tags'])
    expect(readDraft(editing)).toEqual({ ok: true, changes: { capacity: 150, tags: ['vip'] } })
  })

  it('is nothing where the fields say what the server has', () => {
    expect(changedSections(edited({ capacity: '120' }))).toEqual([])
  })
})

describe('for how long guests are kept', () => {
  const thirty = editingOf({ ...settings, guestDays: 30 })

  it('is a number of days, or nothing for ever', () => {
    expect(readDraft(edited({ guestDays: ' 30' }))).toEqual({ ok: true, changes: { guestDays: 30 } })
    expect(readDraft(edited({ guestDays: ' ' }, thirty))).toEqual({ ok: true, changes: { guestDays: null } })
    expect(wrong({ guestDays: '0' })).toEqual(['guestDays'])
    expect(wrong({ guestDays: 'x' })).toEqual(['guestDays'])
  })

  it('is asked about where it forgets some who are kept now', () => {
    expect(forgetsAfter(edited({ guestDays: '90' }))).toBe(90)
    expect(forgetsAfter(edited({ guestDays: '7' }, thirty))).toBe(7)
    for (const guestDays of ['30', '31', '', 'x'])
      expect(forgetsAfter(edited({ guestDays }, thirty))).toBeNull()
  })
})

it('says which field is wrong', () => {
  const { thresholds } = editingOf(settings).draft
  expect(wrong({ capacity: '' })).toEqual(['capacity'])
  expect(wrong({ capacity: '12,5' })).toEqual(['capacity'])
  expect(wrong({ thresholds: { ...thresholds, largeParty: '1' } })).toEqual(['thresholds.largeParty'])
  const tables = [
    { name: '1', seats: '4' },
    { name: '', seats: '0' },
  ]
  expect(wrong({ areas: [{ name: 'Salón', tables }] })).toEqual([
    'areas.0.tables.1.name',
    'areas.0.tables.1.seats',
  ])
  const twice = [{ name: '1', seats: '4' }]
  expect(
    wrong({
      areas: [
        { name: 'A', tables: twice },
        { name: 'B', tables: twice },
      ],
    }),
  ).toEqual(['areas'])
  const monday = [{ from: '13:00', to: '25:00' }]
  expect(wrong({ hours: { ...settings.hours, monday } })).toEqual(['hours.monday.0.to'])
})

describe('what is saved', () => {
  const sent = edited({ capacity: '150', tags: ['vip'] })
  const saved: AdminSettings = { ...settings, capacity: 150, tags: ['vip'], version: 'b' }

  it('is unsaved no longer', () => {
    expect(withSaved(sent, sent.draft, saved)).toEqual(editingOf(saved))
  })

  it('takes nothing with it that was typed since it was sent, also where that is what stood there before', () => {
    const typed = edited({ capacity: '120', guestDays: '30' }, sent)
    const after = withSaved(typed, sent.draft, saved)
    expect(changedSections(after)).toEqual(['capacity', 'guestDays'])
    expect(readDraft(after)).toEqual({ ok: true, changes: { capacity: 120, guestDays: 30 } })
    expect(after.base.version).toBe('b')
  })
})

describe('when another manager has changed something meanwhile', () => {
  it('what was not touched here becomes theirs, and what was stays', () => {
    const after = withTheirs(edited({ tags: ['vip'] }), { ...settings, capacity: 99, version: 'b' })
    expect(after.draft.capacity).toBe('99')
    expect(after.draft.tags).toEqual(['vip'])
    expect(after.contested).toEqual([])
    expect(changedSections(after)).toEqual(['tags'])
  })

  it('what both have changed is named, until one gives way', () => {
    const after = withTheirs(edited({ capacity: '150' }), { ...settings, capacity: 99, version: 'b' })
    expect(after.draft.capacity).toBe('150')
    expect(after.contested).toEqual(['capacity'])
    const still = withTheirs(after, { ...settings, capacity: 99, tags: [], version: 'c' })
    expect(still.contested).toEqual(['capacity'])
    const given = withoutMine(still, 'capacity')
    expect(given.draft.capacity).toBe('99')
    expect(given.contested).toEqual([])
    expect(changedSections(given)).toEqual([])
  })

  it('the same change on both sides is none', () => {
    const after = withTheirs(edited({ capacity: '150' }), { ...settings, capacity: 150, version: 'b' })
    expect(after.contested).toEqual([])
    expect(changedSections(after)).toEqual([])
  })
})
