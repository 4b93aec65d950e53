import { expect, it } from 'vitest'
import { stateOf } from './webcam.ts'

it.each([
  ['NotAllowedError', 'denied'],
  ['NotFoundError', 'no_camera'],
  ['NotReadableError', 'in_use'],
  ['AbortError', 'failed'],
])('a camera refused with %s is %s', (name, state) => {
  expect(stateOf(new DOMException('', name))).toBe(state)
  expect(stateOf('something else')).toBe('failed')
})
