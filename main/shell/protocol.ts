import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import type { Log } from '../log.ts'
import { assetPath, mimeType } from './asset.ts'
import { contentSecurityPolicy } from './csp.ts'
import { scheme } from './origin.ts'

/** Makes `app://` a secure context with an origin of its own. To be called before the app is ready. */
export function registerScheme(): void {
  // Node reads its whole HTTP library when `Response` is first used: now, while Chromium starts, rather than when
  // the page is asked for.
  new Response()
  protocol.registerSchemesAsPrivileged([
    { scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** Serves the built screen, and nothing outside its folder, as `app://desk/`. */
export function serveScreen(folder: string, log: Log): void {
  protocol.handle(scheme, async (request) => {
    if (request.method !== 'GET') return refusal(405)
    const file = assetPath(folder, request.url)
    if (file === undefined) {
      log.warn('A window asked for an address that is not ours; it was refused.', { address: request.url })
      return refusal(404)
    }
    try {
      return new Response(await readFile(file), { headers: headersFor(mimeType(file)) })
    } catch (error) {
      log.error('A file of the screen cannot be read: build or install the desk again.', { file, error })
      return refusal(404)
    }
  })
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

function refusal(status: 404 | 405): Response {
  return new Response(null, { status, headers: headersFor('text/plain; charset=utf-8') })
}
