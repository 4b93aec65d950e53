import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createLog } from '../log.ts'
import { standInKeyring as keyring } from '../testing/keyring.ts'
import { readStoreKey } from './store-key.ts'
import type { Keyring } from './token-store.ts'

const another: Keyring = { ...keyring(true), decrypt: () => Promise.reject(new Error('of another user')) }

let folder = ''
let said: string[] = []
const log = createLog((line) => said.push(line), 'warn')
const file = (): string => path.join(folder, 'sub', 'store-key.json')
const read = (ring: Keyring) => readStoreKey(file(), ring, log)
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'store-key-'))
  said = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('is made once, comes back, and cannot be read in its file', async () => {
  const key = await read(keyring(true))
  expect(key).toHaveLength(32)
  expect(await read(keyring(true))).toEqual(key)
  expect(readFileSync(file(), 'utf8')).not.toContain(key.toString('base64'))
  expect(said).toEqual([])
})

it('without a keyring it lies in a file that only the user can read, with a warning each time, until there is one', async () => {
  const key = await read(keyring(false))
  expect(await read(keyring(false))).toEqual(key)
  if (process.platform !== 'win32') expect(statSync(file()).mode & 0o777).toBe(0o600)
  expect(said.filter((line) => line.includes('no keyring'))).toHaveLength(2)
  expect(await read(keyring(true))).toEqual(key)
  expect(readFileSync(file(), 'utf8')).not.toContain(key.toString('base64'))
})

it('is not given up where the keyring is only away', async () => {
  const key = await read(keyring(true))
  await expect(read(keyring(false))).rejects.toMatchObject({ code: 'keyring_away' })
  expect(await read(keyring(true))).toEqual(key)
})

it('of another keyring is put aside, and a new one is made', async () => {
  const key = await read(keyring(true))
  expect(await read(another)).not.toEqual(key)
  expect(readdirSync(path.dirname(file())).filter((name) => name.includes('.unreadable-'))).toHaveLength(1)
  expect(said.join()).toContain('put aside')
})

it.each(['', 'nonsense', '{"sealed":false,"key":"AAAA"}', '{"sealed":true}'])(
  'a spoilt file (%j) is put aside',
  async (text) => {
    const key = await read(keyring(false))
    writeFileSync(file(), text)
    expect(await read(keyring(false))).not.toEqual(key)
    expect(said.join()).toContain('put aside')
  },
)

it('the log never has the key', async () => {
  const key = await read(keyring(false))
  await read(another).catch(() => undefined)
  expect(said.join()).not.toContain(key.toString('base64'))
})
