import { expect, it } from 'vitest'
import { clockface } from './format.ts'
import { languageOf } from './i18n.ts'

it('the language is the one that was chosen, else the one nearest to the system’s', () => {
  expect(languageOf('en', 'es-ES')).toBe('en')
  expect(languageOf('system', 'es_MX')).toBe('es')
  expect(languageOf('system', 'ca-ES')).toBe('es')
  expect(languageOf('system', 'en-GB')).toBe('en')
  expect(languageOf('system', 'de')).toBe('en')
  expect(languageOf('system', '')).toBe('en')
})

it('times are those of the venue’s clock, whatever the computer’s zone', () => {
  const at = '2026-11-24T23:05:00.000Z'
  expect(clockface('es', 'Europe/Madrid').time(at)).toBe('00:05')
  expect(clockface('es', 'Europe/Madrid').date(at)).toBe('miércoles 25 nov')
  expect(clockface('en', 'America/New_York').dateTime(at)).toBe('Tuesday 24 Nov, 18:05')
})
