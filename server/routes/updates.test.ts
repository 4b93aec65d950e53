import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { problemIn } from '../testing/call.ts'
import { raw } from '../testing/raw.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

let folder: string
let server: TestServer
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'frontdesk-releases-'))
  const releases = path.join(folder, 'releases')
  await mkdir(path.join(releases, 'old'), { recursive: true })
  await writeFile(path.join(folder, 'secret.yml'), 'not a release')
  await writeFile(path.join(releases, '.hidden'), 'not a release')
  await writeFile(path.join(releases, 'old', 'latest.yml'), 'not a release')
  await writeFile(path.join(releases, 'latest.yml'), 'version: 9.9.9\n')
  await writeFile(path.join(releases, 'Front Desk Setup 9.9.9.exe'), '0123456789')
  server = await startTestServer({ updates: releases })
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true })
})

const installer = '/updates/Front%20Desk%20Setup%209.9.9.exe'

it.each(['desk', 'manager', 'otherBusinessDesk'] as const)(
  'a %s gets what describes a release, and the release',
  async (who) => {
    const token = server.tokens[who]
    const described = await server.call('GET', '/updates/latest.yml', { token })
    expect([described.status, described.body]).toEqual([200, 'version: 9.9.9\n'])
    expect(described.headers.get('cache-control')).toBe('private, no-cache')
    expect((await server.call('GET', installer, { token })).body).toBe('0123456789')
  },
)

it('without a token nobody gets a release, nor learns which there are', async () => {
  for (const file of ['latest.yml', 'nothing.yml']) {
    const answer = await server.call('GET', `/updates/${file}`, { token: null })
    expect([answer.status, problemIn(answer).code]).toEqual([401, 'unauthorized'])
  }
})

it('a desk that is too old to be understood gets the release that ends that', async () => {
  // As main/shell/updater.ts asks: it says no version of the protocol.
  expect((await server.call('GET', '/updates/latest.yml')).status).toBe(200)
})

it('a part of a release, so that only what changed is fetched', async () => {
  const part = await server.call('GET', installer, { headers: { range: 'bytes=2-5' } })
  expect([part.status, part.body, part.headers.get('content-range')]).toEqual([206, '2345', 'bytes 2-5/10'])
  const beyond = await server.call('GET', installer, { headers: { range: 'bytes=20-' } })
  expect([beyond.status, problemIn(beyond).code]).toEqual([400, 'validation'])
})

it('what is not there is 404 and says so; there is no list', async () => {
  for (const name of ['latest-mac.yml', 'old', 'old%2Flatest.yml', '.hidden', '..', '%2e%2e%2fsecret.yml']) {
    const answer = await server.call('GET', `/updates/${name}`)
    expect([name, answer.status, problemIn(answer).code]).toEqual([name, 404, 'not_found'])
  }
  for (const address of ['/updates', '/updates/']) {
    expect((await server.call('GET', address)).status).toBe(404)
  }
})

it.each([
  '/updates/../secret.yml',
  '/updates/..%2Fsecret.yml',
  '/updates/..%5Csecret.yml',
  '/updates/old/../../secret.yml',
  '/updates/old%2F..%2F..%2Fsecret.yml',
  '/updates/latest.yml%00',
])('%s leads to nothing outside the folder', async (address) => {
  const answer = await raw(
    server.url,
    `GET ${address} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${server.tokens.desk}\r\nconnection: close\r\n\r\n`,
  )
  expect(answer).toMatch(/^HTTP\/1\.1 (400|404) /)
  expect(answer).not.toContain('not a release')
})

it('a server without such a folder says that it offers no updates', async () => {
  const without = await startTestServer()
  try {
    const answer = await without.call('GET', '/updates/latest.yml')
    expect([answer.status, problemIn(answer).code]).toEqual([404, 'no_updates'])
  } finally {
    await without.close()
  }
})
