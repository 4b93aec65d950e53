import { expect, it } from 'vitest'
import { defaultSettings, readSettings } from './ipc.ts'

/** As a version kept them that knew of no camera. */
const older = { language: 'en', theme: 'system', soundOn: true, volume: 0.2, realTime: true }

it('settings of an older version keep every choice, and what is new has its default', () => {
  expect(readSettings(older)).toEqual({ ...defaultSettings, language: 'en', volume: 0.2 })
})

it('one choice that cannot be read takes no other with it', () => {
  expect(readSettings({ ...older, theme: 'sepia', volume: 9 })).toEqual({
    ...defaultSettings,
    language: 'en',
  })
})

it('what a newer version knew is left out, and what is no settings at all gives the defaults', () => {
  expect(readSettings({ ...defaultSettings, hologram: true })).toEqual(defaultSettings)
  for (const nothing of [undefined, null, 'x', [1], 7]) expect(readSettings(nothing)).toEqual(defaultSettings)
})
