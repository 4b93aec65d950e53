import { expect, it } from 'vitest'
import { maskEmail, maskPhone } from './contact-mask.ts'

it('a masked phone number tells its last three digits, and a short one nothing', () => {
  expect(maskPhone('+34 612 345 678')).toBe('••• ••• 678')
  expect(maskPhone('4321')).toBe('•••')
})

it('a masked address tells its first letters and its ending', () => {
  expect(maskEmail('lucia@correo.es')).toBe('l•••@c•••.es')
})
