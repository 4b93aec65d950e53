import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import type { ProtocolResponse } from 'electron'
import type { Log } from '../log.ts'
import { assetPath, mimeType } from './asset.ts'
import { contentSecurityPolicy } from './csp.ts'
import { scheme } from './origin.ts'

/** Makes `app://` a secure context with an origin of its own. To be called before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the built screen, and nothing outside its folder, as `app://desk/`. */
export function serveScreen(folder: string, log: Log): void {
  // `protocol.handle` would have Node read its whole HTTP library first, and carry each file through its streams: a
  // tenth of a second of each start. `registerFileProtocol` puts a second Content-Type beside ours.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- `registerSource` is not in the oldest Electron that runs the desk.
  protocol.registerBufferProtocol(scheme, ({ method, url }, answer) => {
    void respond(method, url).then(answer)
  })

  async function respond(method: string, address: string): Promise<ProtocolResponse> {
    if (method !== 'GET') return refusal(405)
    const file = assetPath(folder, address)
    if (file === undefined) {
      log.warn('A window asked for an address that is not ours; it was refused.', { address })
      return refusal(404)
    }
    try {
      return { data: await readFile(file), headers: headersFor(mimeType(file)) }
    } catch (error) {
      log.error('A file of the screen cannot be read: build or install the desk again.', { file, error })
      return refusal(404)
    }
  }
}

/** On every answer, not on the page alone: a worker obeys the policy that its own file came with. */
function headersFor(type: string): Record<string, string> {
  return {
    'Content-Type': type,
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
  }
}

function refusal(statusCode: 404 | 405): ProtocolResponse {
  return { statusCode, data: Buffer.alloc(0), headers: headersFor('text/plain; charset=utf-8') }
}
