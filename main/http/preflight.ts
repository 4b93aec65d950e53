import { healthSchema } from '../../contract/api.ts'
import { protocolVersion } from '../../contract/events.ts'
import { reasonOf, routeUrl } from './request.ts'

/** Why a desk cannot be paired with a server, before a code is spent on it. */
export class PairingTrouble extends Error {
  override readonly name = 'PairingTrouble'
  readonly code: PairingTroubleCode
  /** By how much this computer's clock is ahead of the server's; negative where it is behind. */
  readonly seconds?: number

  constructor(code: PairingTroubleCode, why: string, seconds?: number) {
    super(`${code}: ${why}`)
    this.code = code
    if (seconds !== undefined) this.seconds = seconds
  }
}

export type PairingTroubleCode =
  | 'server_not_found'
  | 'server_silent'
  | 'no_certificate'
  | 'bad_certificate'
  | 'other_ca'
  | 'not_front_desk'
  | 'clock_wrong'
  | 'server_too_old'
  | 'server_too_new'

/** Seconds that a clock may be wrong by: scans and undo are judged by the time at which they were made. */
const clockTolerance = 60
const timeoutMs = 10_000

export interface PreflightOptions {
  server: string
  fetch: typeof fetch
  now: () => number
}

/**
 * Asks a server whether this desk can work with it: is it there, is it ours, is its certificate good, do the clocks
 * agree, do both speak the same version. Throws a PairingTrouble for the first that is not so.
 */
export async function preflight({ server, fetch, now }: PreflightOptions): Promise<void> {
  const { response, body } = await ask(server, fetch)
  const health = healthSchema.safeParse(body)
  if (!response.ok || !health.success) {
    throw new PairingTrouble(
      'not_front_desk',
      `${server} answered ${response.status}, not as our server does`,
    )
  }
  const { protocol } = health.data
  if (protocol !== protocolVersion) {
    const code = protocol < protocolVersion ? 'server_too_old' : 'server_too_new'
    throw new PairingTrouble(code, `it speaks version ${protocol}, this desk ${protocolVersion}`)
  }
  const theirs = Date.parse(response.headers.get('date') ?? '')
  if (Number.isNaN(theirs)) return
  // The server writes whole seconds: on average it is half of one later than it says.
  const seconds = Math.round((now() - theirs - 500) / 1000)
  if (Math.abs(seconds) > clockTolerance) {
    throw new PairingTrouble('clock_wrong', `this clock differs by ${seconds} s`, seconds)
  }
}

async function ask(
  server: string,
  fetch: typeof globalThis.fetch,
): Promise<{ response: Response; body: unknown }> {
  const timeout = AbortSignal.timeout(timeoutMs)
  try {
    const response = await fetch(routeUrl(server, 'healthz'), { signal: timeout })
    return { response, body: json(await response.text()) }
  } catch (error) {
    const why = timeout.aborted ? 'timed out' : reasonOf(error)
    throw new PairingTrouble(troubleOf(why, codeOf(error)), why)
  }
}

/** Chromium names its failures `net::ERR_…`, Node has codes: the app speaks by the first, its tests by both. */
function troubleOf(why: string, code: string): PairingTroubleCode {
  const said = `${code} ${why}`
  if (said.includes('ERR_SSL_PINNED_KEY')) return 'other_ca'
  if (/ERR_SSL_PROTOCOL|ERR_SSL_WRONG_VERSION|WRONG_VERSION_NUMBER|ERR_EMPTY_RESPONSE_TLS/i.test(said)) {
    return 'no_certificate'
  }
  if (/ERR_CERT|CERT_|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_SSL/i.test(said)) return 'bad_certificate'
  if (/NAME_NOT_RESOLVED|ENOTFOUND|EAI_AGAIN|ERR_ADDRESS_INVALID/i.test(said)) return 'server_not_found'
  if (/ERR_INVALID_HTTP_RESPONSE|HPE_|UND_ERR_RESPONSE|REDIRECT/i.test(said)) return 'not_front_desk'
  return 'server_silent'
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return ''
  const own = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return own + codeOf(error.cause)
}

/** `undefined` where it is no JSON: no schema accepts that. */
function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
