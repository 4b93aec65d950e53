import { X509Certificate } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { caSchema } from '../../contract/ca.ts'

/** A certificate, in PEM, and whose it was signed with: Electron's `Certificate`, of which this is all that is needed. */
export interface Chained {
  data: string
  issuerCert?: Chained
}

/** What Chromium found of a server: `errorCode` 0 is that it trusts it, by `validatedCertificate` and what that was signed with. */
export interface Verified {
  errorCode: number
  validatedCertificate: Chained
}

/** Chromium's own word for "let yours stand", and its error for a chain without the key that must be in it. */
const [asChromiumSays, notPinned] = [-3, -150]

/** The answer to Chromium's verification where one CA alone is trusted: what it refuses stays refused. */
export function pinVerdict({ errorCode, validatedCertificate }: Verified, ca: string): number {
  return errorCode !== 0 || holds(validatedCertificate, ca) ? asChromiumSays : notPinned
}

function holds(chain: Chained, ca: string): boolean {
  for (let one: Chained | undefined = chain; one; one = one.issuerCert) {
    const certificate = new X509Certificate(one.data)
    // A server's own certificate is no CA, whoever names it.
    if (certificate.ca && caSchema.parse(certificate.fingerprint256) === ca) return true
  }
  return false
}

/** The CA that this desk trusts alone; `null`: every one that the computer trusts. Read at once: the start waits for nothing. */
export class PinnedCa {
  readonly #file: string
  #ca: string | null = null

  constructor(file: string) {
    this.#file = file
  }

  get ca(): string | null {
    return this.#ca
  }

  /**
   * Reads what was kept. Throws where it cannot be read: a desk that was told to trust one CA must not trust them all.
   * @param given By the operator, in its place: a CA, or `none`.
   */
  load(given: string | undefined): void {
    if (given === 'none') rmSync(this.#file, { force: true })
    else if (given !== undefined) this.keep(given)
    else this.#ca = this.#read()
  }

  keep(ca: string): void {
    mkdirSync(path.dirname(this.#file), { recursive: true })
    writeFileSync(`${this.#file}.new`, `${ca}\n`, { mode: 0o600, flush: true })
    renameSync(`${this.#file}.new`, this.#file)
    this.#ca = ca
  }

  #read(): string | null {
    let text: string
    try {
      text = readFileSync(this.#file, 'utf8')
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
      throw error
    }
    const read = caSchema.safeParse(text.trim())
    if (!read.success)
      throw new Error(
        `${this.#file} does not name the certificate authority to trust: start with --pin-ca, followed by its SHA-256 or by none.`,
      )
    return read.data
  }
}
