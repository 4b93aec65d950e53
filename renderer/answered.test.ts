import { expect, it } from 'vitest'
import { answered } from './answered.ts'

it('an answer that never comes is one that the host can be told', async () => {
  const reported: unknown[] = []
  Object.defineProperty(globalThis, 'reportError', { value: (error: unknown) => reported.push(error) })
  const gone = new Error('the other end is gone')
  expect(await answered(Promise.reject(gone))).toEqual({ ok: false, problem: { code: 'internal' } })
  expect(reported).toEqual([gone])
  expect(await answered(Promise.resolve({ ok: true }))).toEqual({ ok: true })
})
