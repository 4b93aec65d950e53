import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { readGraphics } from './graphics.ts'

const day = 24 * 3_600_000
let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'graphics-'))
  file = path.join(folder, 'graphics.json')
})
afterEach(() => rmSync(folder, { recursive: true }))

const at = (now: number, electron = '45.0.0') => readGraphics(file, electron, () => now)

it('are looked for where nothing is known', () => {
  expect(at(0).areMissing).toBe(false)
})

it('that are missing are not looked for by the same Electron for a week', async () => {
  await at(0).keep('disabled_software')
  expect(at(0).areMissing).toBe(true)
  expect(at(7 * day - 1).areMissing).toBe(true)
  expect(at(7 * day).areMissing).toBe(false)
  expect(at(day, '45.0.1').areMissing).toBe(false)
  // The computer's clock was put back.
  expect(at(-day).areMissing).toBe(false)
})

it('that are there again are used from then on', async () => {
  await at(0).keep('disabled_software')
  await at(8 * day).keep('enabled')
  expect(existsSync(file)).toBe(false)
  await at(8 * day).keep('enabled')
  expect(at(8 * day).areMissing).toBe(false)
})

it('are looked for where the file says nothing that can be read', () => {
  for (const text of ['', '{"electron":"45.0.0"', '{"electron":45,"at":0}', 'null']) {
    writeFileSync(file, text)
    expect(at(0).areMissing).toBe(false)
  }
})
