import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { Log } from '../log.ts'
import { serverAddress } from './server-address.ts'

/** The server that a desk is paired with, and its key to it. */
export interface Pairing {
  server: string
  token: string
}

/** The system's keyring, as Electron's `safeStorage` offers it. */
export interface Keyring {
  available(): Promise<boolean>
  encrypt(text: string): Promise<Buffer>
  decrypt(sealed: Buffer): Promise<string>
}

const savedSchema = z.discriminatedUnion('sealed', [
  z.object({ sealed: z.literal(true), server: z.url(), token: z.base64() }),
  z.object({ sealed: z.literal(false), server: z.url(), token: z.string() }),
])

/**
 * Keeps the pairing across restarts, its token sealed by the keyring. On a system without one the token lies
 * in a file that only the user can read, until there is one; the log and the screen say so: a desk must start after a power cut.
 */
export class TokenStore {
  readonly #file: string
  readonly #keyring: Keyring
  readonly #log: Log

  constructor(file: string, keyring: Keyring, log: Log) {
    this.#file = file
    this.#keyring = keyring
    this.#log = log
  }

  /** `null` where there is no pairing, or none that can be read: then the desk asks to be paired. */
  async load(): Promise<Pairing | null> {
    let text: string
    try {
      text = await readFile(this.#file, 'utf8')
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) this.#unreadable(error)
      return null
    }
    try {
      const saved = savedSchema.parse(JSON.parse(text))
      const { server } = saved
      if (!saved.sealed) return await this.#sealNow({ server, token: saved.token })
      return { server, token: await this.#keyring.decrypt(Buffer.from(saved.token, 'base64')) }
    } catch (error) {
      this.#unreadable(error)
      return null
    }
  }

  /** What was kept while there was no keyring is sealed once there is one. */
  async #sealNow(pairing: Pairing): Promise<Pairing> {
    try {
      if (await this.#keyring.available()) await this.save(pairing)
    } catch (error) {
      this.#log.warn('The saved pairing cannot be sealed now', { error })
    }
    return pairing
  }

  async save({ server, token }: Pairing): Promise<void> {
    const sealed = await this.#keyring.available()
    if (!sealed) {
      this.#log.warn(
        'This system has no keyring: the pairing is kept in a file that only this user can read. Install one, such as gnome-keyring, and start the desk again.',
        { file: this.#file },
      )
    }
    const kept = sealed ? (await this.#keyring.encrypt(token)).toString('base64') : token
    await mkdir(path.dirname(this.#file), { recursive: true })
    const content = JSON.stringify({ sealed, server: serverAddress(server), token: kept })
    await writeFile(`${this.#file}.new`, content, { mode: 0o600 })
    await rename(`${this.#file}.new`, this.#file)
  }

  #unreadable(error: unknown): void {
    this.#log.warn('The saved pairing cannot be read: pair this desk again.', { file: this.#file, error })
  }
}
