import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { call, type CallOptions } from '../testing/call.ts'
import { raw } from '../testing/raw.ts'
import { openStream } from '../testing/stream.ts'
import { startTestServer, type TestServer } from '../testing/test-server.ts'
import { until } from '../testing/until.ts'

vi.setConfig({ testTimeout: 30_000, hookTimeout: 30_000 })

const nginx = ['nginx', '/usr/sbin/nginx'].find((name) => spawnSync(name, ['-v']).status === 0)
const heartbeatMs = 300

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = z.object({ port: z.number() }).parse(probe.address())
  probe.close()
  return port
}

/** The file that is deployed, without TLS, on other ports, and with the stream's 90 s as 0.9 s for heartbeats of 0.3 s. */
async function configFor(port: number, upstream: string, folder: string): Promise<string> {
  const site = (await readFile(path.join(import.meta.dirname, 'nginx.conf'), 'utf8'))
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port};`)
    .replace(/^.*(listen \[::\]|ssl_).*$/gm, '')
    .replace('127.0.0.1:7300', upstream)
    .replace('proxy_read_timeout 90s', 'proxy_read_timeout 900ms')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((name) => `${name}_temp_path ${folder}/${name};`)
    .join('\n')
  return `daemon off; master_process off; pid ${folder}/pid; error_log stderr;
events { worker_connections 200; }
http { access_log off; ${temporary}
${site} }`
}

// Installed by `npm test` where it may; elsewhere this is skipped, and says so.
describe.skipIf(nginx === undefined)('behind nginx, with the configuration that is deployed', () => {
  let server: TestServer
  let proxy: ChildProcess
  let folder = ''
  let url = ''
  beforeAll(async () => {
    server = await startTestServer({ heartbeatMs, http: { trustProxy: ['loopback'] } })
    folder = await mkdtemp(path.join(os.tmpdir(), 'frontdesk-nginx-'))
    const port = await freePort()
    const file = path.join(folder, 'nginx.conf')
    await writeFile(file, await configFor(port, new URL(server.url).host, folder))
    proxy = spawn(nginx ?? '', ['-p', folder, '-c', file], { stdio: 'ignore' })
    url = `http://127.0.0.1:${port}`
    await until(async () => (await call(`${url}/healthz`, 'GET', {}).catch(() => null))?.status === 200)
  })
  afterAll(async () => {
    proxy.kill('SIGTERM')
    if (proxy.exitCode === null) await once(proxy, 'close')
    await server.close()
    await rm(folder, { recursive: true })
  })
  const ask = (method: string, route: string, options: CallOptions = {}) =>
    call(url + route, method, { token: server.tokens.desk, ...options })
  const stream = (lastEventId?: number) =>
    openStream(`${url}/api/reservas/events?businessId=1`, {
      token: server.tokens.desk,
      ...(lastEventId !== undefined && { lastEventId }),
    })

  it('an event is through at once, and an idle stream lives on its heartbeats', async () => {
    const open = await stream()
    await open.frame('connected')
    await until(() => open.frames.filter(({ comment }) => comment !== undefined).length > 6)
    expect(open.ended()).toBe(false)
    await server.book()
    await open.frame('reservation-created')
    open.close()
  })

  it('Last-Event-ID passes: what was missed is replayed', async () => {
    const first = await stream()
    const { data } = await first.frame('connected')
    first.close()
    const { cursor } = z.object({ cursor: z.number() }).parse(data)
    await server.book()
    const second = await stream(cursor)
    const replayed = await second.frame('reservation-created')
    expect(replayed.id).toBe(String(cursor + 1))
    second.close()
  })

  it('keeps large bodies, metrics and forged addresses from the server', async () => {
    expect((await ask('POST', '/api/reservas', { raw: 'x'.repeat(70_000) })).status).toBe(413)
    expect((await ask('GET', '/metrics')).status).toBe(404)
    const guess = (n: number) =>
      ask('POST', '/api/devices/pair', {
        token: null,
        body: { code: 'AAAABBBB', name: 'x' },
        headers: { 'x-forwarded-for': `203.0.113.${n}` },
      })
    // Each guess claims another address; they are counted as one all the same.
    const statuses: number[] = []
    for (let n = 0; n < 12; n++) statuses.push((await guess(n)).status)
    expect(statuses.at(-1)).toBe(429)
  })

  it('passes ETags, compression and request ids on', async () => {
    const list = '/api/reservas?businessId=1'
    const first = await ask('GET', list)
    expect(first.headers.get('content-encoding')).toMatch(/^(br|gzip)$/)
    expect(first.headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/)
    const etag = first.headers.get('etag') ?? ''
    expect((await ask('GET', list, { headers: { 'if-none-match': etag } })).status).toBe(304)
  })

  it('a request smuggled behind two kinds of length reaches nobody', async () => {
    const inner = 'GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n'
    const answer = await raw(
      url,
      `POST /api/devices/pair HTTP/1.1\r\nhost: x\r\ncontent-length: ${inner.length}\r\n` +
        `transfer-encoding: chunked\r\n\r\n0\r\n\r\n${inner}`,
    )
    expect(answer).toMatch(/^HTTP\/1\.1 400 /)
    expect(answer).not.toContain('"ok"')
  })
})
