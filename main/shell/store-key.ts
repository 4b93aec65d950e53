import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { Log } from '../log.ts'
import { keyLength } from '../store/vault.ts'
import { StoreError } from '../store/store-error.ts'
import type { Keyring } from './token-store.ts'

const savedSchema = z.object({ sealed: z.boolean(), key: z.base64() })

/**
 * The key of what the desk's file holds of guests, sealed by the system's keyring; made where there is none. On a
 * system without a keyring it lies in a file that only the user can read, and the log says so each time.
 * A key that the keyring does not open any more is put aside, and so is then the file that it was of. Rejects where the
 * keyring that sealed it is not there: it may be again at the next start, and what was not sent yet must not be given up.
 */
export async function readStoreKey(file: string, keyring: Keyring, log: Log): Promise<Buffer> {
  const saved = await readSaved(file, log)
  const available = await keyring.available()
  if (saved?.sealed) {
    if (!available) {
      log.error('The keyring that holds the key of this desk’s data is not there: nothing can be kept.', {
        file,
      })
      throw new StoreError('keyring_away', 'The keyring is not there.')
    }
    try {
      return keyOf(await keyring.decrypt(Buffer.from(saved.key, 'base64')))
    } catch (error) {
      await putAside(file, error, log)
    }
  }
  if (!available) {
    log.warn(
      'This system has no keyring: the key of this desk’s data is kept in a file that only this user can read. Install one, such as gnome-keyring.',
      { file },
    )
  }
  const key = saved?.sealed === false ? keyOf(saved.key) : randomBytes(keyLength)
  if (saved?.sealed === false && !available) return key
  await save(file, key, available ? keyring : null)
  return key
}

async function save(file: string, key: Buffer, keyring: Keyring | null): Promise<void> {
  const text = key.toString('base64')
  const kept = keyring === null ? text : (await keyring.encrypt(text)).toString('base64')
  await mkdir(path.dirname(file), { recursive: true })
  const content = JSON.stringify({ sealed: keyring !== null, key: kept })
  // On the disk before anything is sealed with it.
  await writeFile(`${file}.new`, content, { mode: 0o600, flush: true })
  await rename(`${file}.new`, file)
}

async function readSaved(file: string, log: Log): Promise<z.infer<typeof savedSchema> | null> {
  let text: string
  try {
    // At once: before the app is ready nothing that is waited for comes back, and the first list waits for this.
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
  try {
    const saved = savedSchema.parse(JSON.parse(text))
    if (!saved.sealed) keyOf(saved.key)
    return saved
  } catch (error) {
    await putAside(file, error, log)
    return null
  }
}

function keyOf(text: string): Buffer {
  const key = Buffer.from(text, 'base64')
  if (key.length !== keyLength) throw new Error(`A key has ${keyLength} bytes, not ${key.length}.`)
  return key
}

async function putAside(file: string, error: unknown, log: Log): Promise<void> {
  const name = `${file}.unreadable-${new Date().toISOString().replace(/[:.]/g, '-')}`
  log.error('The key of this desk’s data cannot be read: it is put aside, and what was kept with it too.', {
    file: name,
    error,
  })
  await rename(file, name)
}
