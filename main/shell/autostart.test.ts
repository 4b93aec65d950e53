import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { desktopEntry } from './autostart.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'autostart-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('is a desktop entry in a folder that may be missing, and is taken away again', async () => {
  const file = path.join(folder, 'config', 'autostart', 'front-desk.desktop')
  const autostart = desktopEntry(file, ['/opt/Front Desk/front-desk'])
  expect(autostart.isOn()).toBe(false)
  await autostart.set(true)
  expect(autostart.isOn()).toBe(true)
  expect(readFileSync(file, 'utf8')).toMatch(
    /^\[Desktop Entry\]\nType=Application\nName=Front Desk\nExec="\/opt\/Front Desk\/front-desk"\n/,
  )
  await autostart.set(false)
  await autostart.set(false)
  expect(autostart.isOn()).toBe(false)
})

it('a path of any letters stays one argument', async () => {
  const file = path.join(folder, 'front-desk.desktop')
  await desktopEntry(file, ['/a 100%/$x "q"', 'b']).set(true)
  // As the specification has it: quoted for the command first, then once more as a string of the file.
  expect(readFileSync(file, 'utf8')).toContain(String.raw`Exec="/a 100%%/\\$x \\"q\\"" "b"`)
})
