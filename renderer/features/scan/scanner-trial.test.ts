import { expect, it } from 'vitest'
import { noTrial, withBurst, withKey, withReading } from './scanner-trial.ts'
import type { Trial } from './scanner-trial.ts'

const key = (name: string, gap = 5) => ({ key: name, code: `Key${name}`, gap })
const typed = (trial: Trial, text: string) =>
  Array.from(text).reduce((now, char) => withKey(now, key(char)), trial)
const ticket = { taken: true, reason: 'ticket', prefix: '~' } as const

it('lists keys newest first, with the time since the one before', () => {
  const trial = withKey(withKey(noTrial, key('A', Infinity)), key('B', 7))
  expect(trial.keys).toMatchObject([
    { id: 2, key: 'B', gap: 7 },
    { id: 1, key: 'A', gap: Infinity },
  ])
})

it('finds what a scanner types before and after a ticket, up to its Enter', () => {
  let trial = typed(withBurst(noTrial, ticket), '$%')
  expect(trial).toMatchObject({ prefix: '~', suffix: '$%' })
  trial = withKey(trial, key('Enter'))
  trial = withBurst(trial, { taken: false, reason: 'short' })
  expect(trial).toMatchObject({ suffix: '$%', burst: { reason: 'ticket' } })
  expect(typed(trial, 'X').suffix).toBe('$%')
})

it('takes what a hand types later for no suffix', () => {
  const trial = withKey(withBurst(noTrial, ticket), key('X', 900))
  expect(trial.suffix).toBe('')
})

it('keeps the latest only', () => {
  let trial = noTrial
  for (let i = 0; i < 500; i++) trial = withKey(trial, key('A'))
  for (let i = 0; i < 50; i++) trial = withReading(trial, { text: String(i), source: 'serial', at: '' })
  expect([trial.keys.length, trial.keys[0]?.id]).toEqual([400, 500])
  expect([trial.readings.length, trial.readings[0]?.text]).toEqual([20, '49'])
})
