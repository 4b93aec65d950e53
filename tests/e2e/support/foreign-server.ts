import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { protocolVersion } from '../../../contract/events.ts'
import { selfSigned } from '../../../main/testing/self-signed.ts'
import { listen } from './listen.ts'

/** A server that is not as it should be. `stop` ends it. */
export interface ForeignServer {
  url: string
  stop: () => Promise<void>
}

async function serve(server: Server, scheme: 'http' | 'https'): Promise<ForeignServer> {
  return {
    url: `${scheme}://127.0.0.1:${await listen(server)}`,
    stop: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

interface Health {
  protocol?: number
  /** By how much its clock is ahead of this computer's. */
  aheadMs?: number
}

const health =
  ({ protocol = protocolVersion, aheadMs = 0 }: Health): RequestListener =>
  (_request, response) => {
    response.setHeader('date', new Date(Date.now() + aheadMs).toUTCString())
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ status: 'ok', protocol, version: '9.9.9' }))
  }

/** Says that it is a front desk, of this version and with this clock. */
export const healthyServer = (options: Health = {}): Promise<ForeignServer> =>
  serve(createServer(health(options)), 'http')

/** The same behind a certificate that nobody has vouched for. */
export const untrustedServer = (): Promise<ForeignServer> =>
  serve(createSecureServer(selfSigned(), health({})), 'https')

/** A printer, a router, a hotspot's page. */
export const someWebsite = (): Promise<ForeignServer> =>
  serve(
    createServer((_request, response) => {
      response.setHeader('content-type', 'text/html')
      response.end('<h1>Bienvenido</h1>')
    }),
    'http',
  )
