import { once } from 'node:events'
import { createServer } from 'node:http'
import type { RequestListener, Server } from 'node:http'
import { createServer as createHttps } from 'node:https'
import { afterEach, expect, it, vi } from 'vitest'
import { protocolVersion } from '../../contract/events.ts'
import { startRealServer } from '../testing/real-server.ts'
import { selfSigned } from '../testing/self-signed.ts'
import { preflight } from './preflight.ts'

vi.setConfig({ testTimeout: 30_000 })

const servers: Pick<Server, 'close'>[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})

const health = (protocol: number): RequestListener => {
  return (_request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ status: 'ok', protocol, version: '9.9.9' }))
  }
}

async function listen(server: Server): Promise<number> {
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}

const serve = async (listener: RequestListener): Promise<string> =>
  `http://127.0.0.1:${await listen(createServer(listener))}`

const check = (server: string, aheadMs = 0): Promise<void> =>
  preflight({ server, fetch, now: () => Date.now() + aheadMs })

it('a server that is as it should be passes, with a clock that is a little wrong (the clock is made)', async () => {
  const server = await startRealServer()
  try {
    await check(server.url)
    await check(server.url, 55_000)
  } finally {
    await server.stop()
  }
})

it('a clock that is wrong by more than a minute is told, by how much and in which direction (the clock is made)', async () => {
  const url = await serve(health(protocolVersion))
  const troubled = (aheadMs: number) => check(url, aheadMs).catch((error: unknown) => error)
  // The answer takes as long as it takes: on a busy machine seconds may pass between the two clocks.
  const wrongBy = async (seconds: number) => {
    const trouble = await troubled(seconds * 1000)
    expect(trouble).toMatchObject({ code: 'clock_wrong' })
    expect(trouble).toHaveProperty('seconds', expect.closeTo(seconds, -1.5))
  }
  await wrongBy(300)
  await wrongBy(-7200)
})

it.each([
  ['server_too_old', protocolVersion - 1],
  ['server_too_new', protocolVersion + 1],
])('%s where it speaks version %i', async (code, protocol) => {
  const url = await serve(health(protocol))
  await expect(check(url)).rejects.toMatchObject({ code })
})

it.each([
  ['another page', 200, 'text/html', '<h1>Printer</h1>'],
  ['a page that is not there', 404, 'text/html', 'not found'],
  ['another service that is healthy too', 200, 'application/json', '{"status":"ok"}'],
])('%s is not our server', async (_what, status, type, body) => {
  const url = await serve((_request, response) => {
    response.writeHead(status, { 'content-type': type })
    response.end(body)
  })
  await expect(check(url)).rejects.toMatchObject({ code: 'not_front_desk' })
})

it('a port where nobody listens is silent', async () => {
  const server = createServer()
  const port = await listen(server)
  servers.splice(0)
  await new Promise((resolve) => server.close(resolve))
  await expect(check(`http://127.0.0.1:${port}`)).rejects.toMatchObject({ code: 'server_silent' })
})

it('a name that is nobody’s is not found', async () => {
  await expect(check('http://desk.invalid')).rejects.toMatchObject({ code: 'server_not_found' })
})

it('a certificate that nobody has vouched for is refused', async () => {
  const port = await listen(createHttps(selfSigned(), health(protocolVersion)))
  await expect(check(`https://127.0.0.1:${port}`)).rejects.toMatchObject({ code: 'bad_certificate' })
})

it('a server that has no certificate is told from one that has a bad one', async () => {
  const url = await serve(health(protocolVersion))
  await expect(check(url.replace('http:', 'https:'))).rejects.toMatchObject({ code: 'no_certificate' })
})
