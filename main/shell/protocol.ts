import { statSync } from 'node:fs'
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
  // Chromium reads the file itself. `protocol.handle` would have Node read its whole HTTP library first, and
  // carry each file through its streams: a tenth of a second of each start.
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- `registerSource`, which does the same, is not in the oldest Electron that runs the desk.
  protocol.registerFileProtocol(scheme, (request, answer) => answer(fileFor(request.method, request.url)))

  function fileFor(method: string, address: string): ProtocolResponse {
    if (method !== 'GET') return { error: accessDenied }
    const file = assetPath(folder, address)
    if (file === undefined) {
      log.warn('A window asked for an address that is not ours; it was refused.', { address })
      return { error: notFound }
    }
    if (statSync(file, { throwIfNoEntry: false }) === undefined) {
      log.error('A file of the screen is not there: build or install the desk again.', { file })
      return { error: notFound }
    }
    return { path: file, headers: headersFor(mimeType(file)) }
  }
}

/** Chromium's own numbers: `net::ERR_ACCESS_DENIED` and `net::ERR_FILE_NOT_FOUND`. */
const accessDenied = -10
const notFound = -6

/** On every answer, not on the page alone: a worker obeys the policy that its own file came with. */
function headersFor(type: string): Record<string, string> {
  return {
    'Content-Type': type,
    'Content-Security-Policy': contentSecurityPolicy,
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
  }
}
