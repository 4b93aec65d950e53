import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { createLog } from '../log.ts'
import { readWindowState, visibleBounds, writeWindowState } from './window-state.ts'

const log = createLog(() => undefined, 'error')
const folder = mkdtempSync(path.join(tmpdir(), 'window-state-'))
const file = path.join(folder, 'window.json')
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('comes back as it was written', async () => {
  const state = {
    bounds: { x: -5, y: 10, width: 1300, height: 700 },
    maximized: true,
    theme: 'dark' as const,
    kiosk: true,
  }
  await writeWindowState(file, state)
  expect(readWindowState(file, log)).toEqual(state)
})

it.each(['', '{', '[]', '{"bounds":{"x":1}}', '{"theme":"pink"}'])(
  'is the first one where the file says %j',
  async (text) => {
    await writeWindowState(file, { maximized: true, theme: 'dark', kiosk: true })
    writeFileSync(file, text)
    expect(readWindowState(file, log)).toEqual({ maximized: false, theme: 'system', kiosk: false })
  },
)

it('a window is put back only where enough of it can be reached', () => {
  const screen = { x: 0, y: 0, width: 1920, height: 1080 }
  const at = (x: number, y: number) => visibleBounds({ x, y, width: 1200, height: 700 }, [screen])
  expect(at(100, 100)).toBeDefined()
  expect(at(-1000, 100)).toBeDefined()
  expect(at(-1150, 100)).toBeUndefined()
  expect(at(1900, 100)).toBeUndefined()
  expect(at(100, -600)).toBeUndefined()
  expect(at(2500, 100)).toBeUndefined()
  expect(visibleBounds(undefined, [screen])).toBeUndefined()
})
