import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { createServer } from 'node:https'
import path from 'node:path'
import type { KeyPair } from '../../../main/testing/self-signed.ts'
import { listen } from './listen.ts'

/** A home folder whose user has made Chromium trust these CAs, as an administrator does on Linux. */
export function homeThatTrusts(folder: string, cas: readonly KeyPair[]): { HOME: string } {
  const database = path.join(folder, '.pki', 'nssdb')
  mkdirSync(database, { recursive: true })
  const certutil = (...args: string[]) =>
    execFileSync('certutil', ['-d', `sql:${database}`, ...args], { stdio: 'pipe' })
  certutil('-N', '--empty-password')
  for (const [index, { cert }] of cas.entries()) {
    const file = path.join(folder, `ca-${index}.pem`)
    writeFileSync(file, cert)
    certutil('-A', '-n', `ca ${index}`, '-t', 'C,,', '-i', file)
  }
  return { HOME: folder }
}

export interface TlsFront {
  url: string
  /** Requests that have come through TLS. */
  requests: () => number
  stop: () => Promise<void>
}

/** TLS in front of a server, as a proxy has it. */
export async function tlsFront(target: string, certificate: KeyPair): Promise<TlsFront> {
  let requests = 0
  const server = createServer(certificate, (incoming, answer) => {
    requests += 1
    const { method, headers, url = '/' } = incoming
    const asked = request(new URL(url, target), { method, headers }, (answered) => {
      answer.writeHead(answered.statusCode ?? 502, answered.headers)
      answered.pipe(answer)
    })
    asked.on('error', () => answer.destroy())
    answer.on('close', () => asked.destroy())
    incoming.pipe(asked)
  })
  return {
    url: `https://127.0.0.1:${await listen(server)}`,
    requests: () => requests,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
