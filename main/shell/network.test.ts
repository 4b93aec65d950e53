import { expect, it } from 'vitest'
import { networkFingerprint, watchValue } from './network.ts'

it('a change is told once, and not the first reading', () => {
  let value = 'a'
  let told = 0
  let look: (() => void) | undefined
  const stop = watchValue(
    () => value,
    () => told++,
    (run) => {
      look = run
      return () => undefined
    },
  )
  look?.()
  expect(told).toBe(0)
  value = 'b'
  look?.()
  look?.()
  expect(told).toBe(1)
  value = 'a'
  look?.()
  expect(told).toBe(2)
  stop()
})

it('being offline is another network than being online', () => {
  expect(networkFingerprint(true)).not.toBe(networkFingerprint(false))
  expect(networkFingerprint(true)).toBe(networkFingerprint(true))
})
