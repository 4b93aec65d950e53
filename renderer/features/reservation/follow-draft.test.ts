import { expect, it } from 'vitest'
import type { Draft } from './draft.ts'
import { followDraft } from './follow-draft.ts'

const before: Draft = {
  name: 'Juan',
  phone: '',
  email: '',
  day: '2026-11-24',
  time: '20:30',
  partySize: '4',
  table: '3',
  notes: '',
  tags: '',
}

it('what the host has not touched follows, and says that it did', () => {
  const now = { ...before, table: '7' }
  expect(followDraft({ ...before, notes: 'Cuna' }, before, now, {})).toEqual({
    draft: { ...before, notes: 'Cuna', table: '7' },
    meanwhile: { table: { value: '7', taken: true } },
  })
})

it('what the host has typed stays, beside what the other has put', () => {
  const mine = { ...before, table: '9' }
  expect(followDraft(mine, before, { ...before, table: '7' }, {})).toEqual({
    draft: mine,
    meanwhile: { table: { value: '7', taken: false } },
  })
})

it('two who type the same have nothing to tell each other', () => {
  const mine = { ...before, table: '7' }
  const told = { table: { value: '5', taken: false } }
  expect(followDraft(mine, before, { ...before, table: '7' }, told)).toEqual({ draft: mine, meanwhile: {} })
})
