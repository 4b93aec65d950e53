import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createLog } from '../log.ts'
import { standInKeyring as keyring } from '../testing/keyring.ts'
import { TokenStore } from './token-store.ts'
import type { Keyring } from './token-store.ts'

const pairing = { server: 'http://127.0.0.1:3000', token: 'tok-secret-1' }
const locked: Keyring = { ...keyring(true), decrypt: () => Promise.reject(new Error('locked')) }

let folder = ''
let warnings: string[] = []
const log = createLog((line) => warnings.push(line), 'warn')
const store = (ring: Keyring) => new TokenStore(path.join(folder, 'sub', 'pairing.json'), ring, log)
const file = (): string => path.join(folder, 'sub', 'pairing.json')
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'token-store-'))
  warnings = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

it('there is no pairing at first, and nothing is said of it', async () => {
  expect(await store(keyring(true)).load()).toBeNull()
  expect(warnings).toEqual([])
  expect(existsSync(file())).toBe(false)
})

it('a sealed token comes back, and cannot be read in the file', async () => {
  await store(keyring(true)).save(pairing)
  expect(readFileSync(file(), 'utf8')).not.toContain('tok-secret-1')
  expect(await store(keyring(true)).load()).toEqual(pairing)
  expect(warnings).toEqual([])
})

it('without a keyring it survives a restart in a file that only the user can read, with a warning', async () => {
  await store(keyring(false)).save(pairing)
  expect(await store(keyring(false)).load()).toEqual(pairing)
  if (process.platform !== 'win32') expect(statSync(file()).mode & 0o777).toBe(0o600)
  expect(warnings.join()).toMatch(/no keyring/)
})

it('is sealed at the first start that finds a keyring', async () => {
  await store(keyring(false)).save(pairing)
  expect(await store(keyring(true)).load()).toEqual(pairing)
  expect(readFileSync(file(), 'utf8')).not.toContain('tok-secret-1')
  expect(await store(keyring(true)).load()).toEqual(pairing)
})

it('a server is kept in one spelling, so that it is known again', async () => {
  await store(keyring(true)).save({ ...pairing, server: 'http://Desk.Example:80/' })
  expect(await store(keyring(true)).load()).toEqual({ ...pairing, server: 'http://desk.example' })
})

it.each(['', 'nonsense', '{"sealed":false}', '{"sealed":true,"server":"x","token":"!"}'])(
  'a spoilt file (%j) asks to pair again',
  async (text) => {
    await store(keyring(true)).save(pairing)
    writeFileSync(file(), text)
    expect(await store(keyring(true)).load()).toBeNull()
    expect(warnings.join()).toMatch(/pair this desk again/)
  },
)

it('a keyring that no longer opens it asks to pair again', async () => {
  await store(keyring(true)).save(pairing)
  expect(await store(locked).load()).toBeNull()
  expect(warnings.join()).toMatch(/pair this desk again/)
})
