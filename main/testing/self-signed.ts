import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

export interface KeyPair {
  cert: string
  key: string
}

const names = 'subjectAltName=DNS:localhost,IP:127.0.0.1'
const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']

/** A certificate for this computer that nobody has vouched for, and its key. Made by openssl. */
export function selfSigned(): KeyPair {
  return inFolder((folder) => request(folder, '/CN=localhost', ['-x509', '-days', '2', '-addext', names]))
}

/** A CA of one's own, and a certificate for this computer that it has vouched for. Made by openssl. */
export function ownAuthority(name: string): { ca: KeyPair; server: KeyPair } {
  return inFolder((folder) => {
    const ca = request(folder, `/CN=${name}`, ['-x509', '-days', '2'])
    const [caCert, caKey] = [path.join(folder, 'ca.pem'), path.join(folder, 'ca-key.pem')]
    writeFileSync(caCert, ca.cert)
    writeFileSync(caKey, ca.key)
    const asked = request(folder, '/CN=localhost', [])
    const [csr, cert] = [path.join(folder, 'csr.pem'), path.join(folder, 'signed.pem')]
    const extensions = path.join(folder, 'extensions')
    writeFileSync(csr, asked.cert)
    writeFileSync(extensions, `${names}\nextendedKeyUsage=serverAuth\n`)
    const signing = ['-CA', caCert, '-CAkey', caKey, '-CAcreateserial', '-extfile', extensions]
    openssl(['x509', '-req', '-in', csr, ...signing, '-days', '2', '-out', cert])
    return { ca, server: { cert: readFileSync(cert, 'utf8'), key: asked.key } }
  })
}

/** A new key, and a certificate of it, or a request for one. */
function request(folder: string, subject: string, more: readonly string[]): KeyPair {
  const [key, cert] = [path.join(folder, 'key.pem'), path.join(folder, 'cert.pem')]
  openssl(['req', ...newKey, '-subj', subject, ...more, '-keyout', key, '-out', cert])
  return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') }
}

function openssl(args: readonly string[]): void {
  execFileSync('openssl', args, { stdio: 'pipe' })
}

function inFolder<T>(work: (folder: string) => T): T {
  const folder = mkdtempSync(path.join(tmpdir(), 'certificate-'))
  try {
    return work(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}
