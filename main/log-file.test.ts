import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createLogFile } from './log-file.ts'

let root: string
let folder: string
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'desk-log-'))
  folder = path.join(root, 'logs')
})
afterEach(() => rmSync(root, { recursive: true }))

const open = () => createLogFile({ folder, maxBytes: 1_000, files: 3 })
const read = (name: string): string => readFileSync(path.join(folder, name), 'utf8')

it('lines come to the file in their order, also those of a second start', async () => {
  const first = open()
  for (let number = 0; number < 20; number++) first.write(`${number}\n`)
  await first.settled()
  const second = open()
  second.write('again\n')
  await second.settled()
  expect(read('desk.log')).toBe(`${[...Array(20).keys()].join('\n')}\nagain\n`)
})

it('the newest lines are kept, and no more than the files may hold', async () => {
  const log = open()
  for (let number = 0; number < 400; number++) {
    log.write(`line ${String(number).padStart(4, '0')}\n`)
    await log.settled()
  }
  expect(readdirSync(folder).sort()).toEqual(['desk.log', 'desk.log.1', 'desk.log.2'])
  for (const name of readdirSync(folder)) {
    expect(statSync(path.join(folder, name)).size).toBeLessThanOrEqual(1_000)
  }
  const kept = (read('desk.log.2') + read('desk.log.1') + read('desk.log')).trim().split('\n')
  expect(kept.at(-1)).toBe('line 0399')
  expect(kept[0]).toBe(`line ${String(400 - kept.length).padStart(4, '0')}`)
})

it('a folder that cannot be written loses lines, and nothing else', async () => {
  writeFileSync(folder, 'a file stands where the folder should be')
  const log = open()
  log.write('lost\n')
  await log.settled()
  rmSync(folder)
  log.write('kept\n')
  await log.settled()
  expect(read('desk.log')).toBe('kept\n')
})

it('only the user reads it', async () => {
  const log = open()
  log.write('x\n')
  await log.settled()
  if (process.platform !== 'win32') expect(statSync(path.join(folder, 'desk.log')).mode & 0o077).toBe(0)
})
