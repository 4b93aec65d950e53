import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { checkedFile, nameOf, regularExpressions } from './regular-expressions.ts'

const { literals, built } = regularExpressions(path.resolve(import.meta.dirname, '../..'))
const checked = new Set(z.array(z.string()).parse(JSON.parse(readFileSync(checkedFile, 'utf8'))))

/** Not safe to the checker, and yet so: each repetition is bounded, so a letter costs a constant at most. */
const bounded = new Set([String.raw`/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g`])

it('every regular expression was checked: no text makes it slow (see check-regular-expressions.ts)', () => {
  expect(literals.length).toBeGreaterThan(80)
  expect(literals.filter((found) => !checked.has(nameOf(found)) && !bounded.has(nameOf(found)))).toEqual([])
})

it('none is built from what a stranger has written: those that are built are built from constants', () => {
  expect(built.map((where) => where.replace(/:\d+$/, ''))).toEqual([
    'contract/reservation.ts',
    'contract/ticket.ts',
    'contract/typed-code.ts',
    // From the addresses of the server's own routes.
    'server/http/errors.ts',
  ])
})
