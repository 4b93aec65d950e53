import { isIP } from 'node:net'

/** Where the server stands in the network, as the operator says it. */
export interface NetworkOptions {
  /** Addresses of the proxies whose X-Forwarded-For is believed. */
  trustProxy: string[]
  /** Origins of web pages that may call the server. */
  corsOrigins: string[]
  /** Opens `/metrics` from elsewhere; `null`: it answers on loopback only. */
  operatorToken: string | null
}

/** The options as `parseArgs` takes them. */
export const networkArgs = {
  'trust-proxy': { type: 'string', multiple: true },
  'cors-origin': { type: 'string', multiple: true },
  'operator-token': { type: 'string' },
} as const

interface Given {
  'trust-proxy'?: string[] | undefined
  'cors-origin'?: string[] | undefined
  'operator-token'?: string | undefined
}

/** Reads them; options win over the environment. `refuse` throws what it is told. */
export function networkOptions(
  given: Given,
  env: NodeJS.ProcessEnv,
  refuse: (why: string) => never,
): NetworkOptions {
  const list = (values: string[] | undefined, variable: string): string[] =>
    (values ?? [env[variable] ?? ''])
      .flatMap((value) => value.split(','))
      .map((value) => value.trim())
      .filter((value) => value !== '')
  const trustProxy = list(given['trust-proxy'], 'FRONTDESK_TRUST_PROXY')
  const noAddress = trustProxy.find((entry) => !isAddressRange(entry))
  if (noAddress !== undefined) {
    refuse(
      `--trust-proxy must be an address such as 10.0.0.2, a range such as 10.0.0.0/8, or loopback, not "${noAddress}".`,
    )
  }
  const corsOrigins = list(given['cors-origin'], 'FRONTDESK_CORS_ORIGIN')
  const noOrigin = corsOrigins.find((entry) => !isOrigin(entry))
  if (noOrigin !== undefined) {
    refuse(`--cors-origin must be an origin such as https://desk.example, not "${noOrigin}".`)
  }
  // A variable that is set to nothing is not set.
  const fromEnv = env.FRONTDESK_OPERATOR_TOKEN === '' ? null : (env.FRONTDESK_OPERATOR_TOKEN ?? null)
  const operatorToken = given['operator-token'] ?? fromEnv
  if (operatorToken !== null && !/^[\x21-\x7e]{16,200}$/.test(operatorToken)) {
    refuse('--operator-token must have 16 to 200 visible characters.')
  }
  return { trustProxy, corsOrigins, operatorToken }
}

function isAddressRange(entry: string): boolean {
  if (entry === 'loopback' || entry === 'linklocal' || entry === 'uniquelocal') return true
  const [address = '', bits, ...rest] = entry.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

function isOrigin(entry: string): boolean {
  return URL.canParse(entry) && /^https?:$/.test(new URL(entry).protocol) && new URL(entry).origin === entry
}
