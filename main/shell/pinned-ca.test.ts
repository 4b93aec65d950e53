import { X509Certificate } from 'node:crypto'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { temporaryFolder } from '../testing/real-desk.ts'
import { ownAuthority, selfSigned } from '../testing/self-signed.ts'
import { PinnedCa, pinVerdict } from './pinned-ca.ts'
import type { Chained } from './pinned-ca.ts'

const fingerprint = (pem: string): string =>
  new X509Certificate(pem).fingerprint256.replaceAll(':', '').toLowerCase()
const chain = (...pems: string[]): Chained =>
  pems.reduceRight<Chained | undefined>(
    (issuerCert, data) => ({ data, ...(issuerCert && { issuerCert }) }),
    undefined,
  ) ?? { data: '' }

describe('what is said to Chromium of a server', () => {
  const [ours, theirs] = [ownAuthority('Venue CA'), ownAuthority('Venue CA')]
  const ca = fingerprint(ours.ca.cert)
  const verdict = (errorCode: number, validatedCertificate: Chained) =>
    pinVerdict({ errorCode, validatedCertificate }, ca)
  const asChromiumSays = -3

  it('is to do as it says where the chain holds the CA', () => {
    expect(verdict(0, chain(ours.server.cert, ours.ca.cert))).toBe(asChromiumSays)
    expect(verdict(0, chain(ours.server.cert, theirs.ca.cert, ours.ca.cert))).toBe(asChromiumSays)
  })

  it('is no where it does not, though Chromium trusts it, also of a CA of the same name', () => {
    const refused = [
      chain(theirs.server.cert, theirs.ca.cert),
      chain(ours.server.cert),
      chain(selfSigned().cert),
    ]
    for (const other of refused) expect(verdict(0, other)).toBe(-150)
    // The server's own certificate is no CA.
    const leaf = fingerprint(ours.server.cert)
    expect(pinVerdict({ errorCode: 0, validatedCertificate: chain(ours.server.cert) }, leaf)).toBe(-150)
  })

  it('is never to take what Chromium refuses', () => {
    for (const errorCode of [-200, -201, -202, -2])
      for (const one of [chain(ours.server.cert, ours.ca.cert), chain(theirs.server.cert)])
        expect(verdict(errorCode, one)).toBe(asChromiumSays)
  })
})

describe('the CA that was pinned', () => {
  const ca = 'ab'.repeat(32)
  let folder: ReturnType<typeof temporaryFolder>
  const file = (): string => path.join(folder.dir, 'sub', 'pinned-ca')
  const start = (given?: string): PinnedCa => {
    const pinned = new PinnedCa(file())
    pinned.load(given)
    return pinned
  }
  beforeEach(() => (folder = temporaryFolder()))
  afterEach(() => folder.remove())

  it('stays until the operator says otherwise', () => {
    expect(start().ca).toBeNull()
    expect(start(ca).ca).toBe(ca)
    expect(start().ca).toBe(ca)
    if (process.platform !== 'win32') expect(statSync(file()).mode & 0o777).toBe(0o600)
    expect(start('none').ca).toBeNull()
    expect(start().ca).toBeNull()
  })

  it('is not forgotten where its file is spoilt: the desk does not start, and says what to do', () => {
    start(ca)
    writeFileSync(file(), readFileSync(file(), 'utf8').slice(0, 20))
    expect(() => start()).toThrow('--pin-ca')
    expect(start(ca).ca).toBe(ca)
  })
})
