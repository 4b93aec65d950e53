import { z } from 'zod'
import { caSchema } from '../../contract/ca.ts'
import { serverAddress } from './server-address.ts'

/** What the desk was told when it was started. What is absent comes from the saved pairing. */
export interface CommandLine {
  server?: string
  token?: string
  userData?: string
  /** The CA that the server must be of, kept for every start after; `none`: no longer. */
  pinCa?: string
  /** Ends kiosk mode: whoever may start the desk anew holds the computer anyway. */
  noKiosk?: true
}

/** Says in one sentence what is wrong with the command line and what to write instead. */
export class BadCommandLine extends Error {}

const serverSchema = z.url({ protocol: /^https?$/ })

/**
 * Reads `--server URL`, `--token TOKEN`, `--user-data DIR`, `--pin-ca SHA256` and `--no-kiosk`; what has a value is also written `--server=URL`; on Windows only
 * the second spelling reaches the app, which Electron protects from switches that follow an address.
 * Everything else belongs to Chromium. Throws a `BadCommandLine`.
 * @param environment `FRONTDESK_TOKEN` is used where there is no `--token`.
 */
export function parseCommandLine(
  argv: readonly string[],
  environment: { FRONTDESK_TOKEN?: string | undefined },
): CommandLine {
  const server = valueOf(argv, '--server')
  const token = valueOf(argv, '--token') ?? nonEmpty(environment.FRONTDESK_TOKEN)
  const userData = valueOf(argv, '--user-data')
  const pinCa = valueOf(argv, '--pin-ca')
  return {
    ...(server === undefined ? {} : { server: parseServer(server) }),
    ...(token === undefined ? {} : { token }),
    ...(userData === undefined ? {} : { userData }),
    ...(pinCa === undefined ? {} : { pinCa: parseCa(pinCa) }),
    ...(argv.includes('--no-kiosk') ? { noKiosk: true as const } : {}),
  }
}

/** The last one counts, as with Chromium's own switches. */
function valueOf(argv: readonly string[], name: string): string | undefined {
  const at = argv.findLastIndex((argument) => argument === name || argument.startsWith(`${name}=`))
  const argument = argv[at]
  if (argument === undefined) return undefined
  const value = argument === name ? argv[at + 1] : argument.slice(name.length + 1)
  if (value === undefined || value === '' || value.startsWith('--')) {
    throw new BadCommandLine(`${name} needs a value, such as ${examples[name] ?? '…'}.`)
  }
  return value
}

const examples: Readonly<Record<string, string>> = {
  '--server': '--server http://127.0.0.1:3000',
  '--token': '--token TOKEN',
  '--user-data': '--user-data ./desk-1',
  '--pin-ca': '--pin-ca AB:CD:…, the SHA-256 of its certificate',
}

function parseServer(text: string): string {
  const parsed = serverSchema.safeParse(text)
  if (!parsed.success) {
    throw new BadCommandLine(
      `--server ${JSON.stringify(text)} is not an address of a server: write it like http://127.0.0.1:3000.`,
    )
  }
  return serverAddress(parsed.data)
}

function parseCa(text: string): string {
  if (text === 'none') return text
  const parsed = caSchema.safeParse(text)
  if (!parsed.success) {
    throw new BadCommandLine(
      `--pin-ca ${JSON.stringify(text)} is no SHA-256 of a certificate: write it like AB:CD:…, 64 digits, as openssl x509 -noout -fingerprint -sha256 prints it, or none.`,
    )
  }
  return parsed.data
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text
}
