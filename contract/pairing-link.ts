import { z } from 'zod'
import { caSchema } from './ca.ts'
import type { PairingText } from './pairing-text.ts'

/** The scheme of the links that open the app; electron-builder.yml and build/installer.nsh register the same. */
export const linkScheme = 'frontdesk'

/** What a link may say: it comes from a mail or a page, so from anybody. */
export const pairingSchema = z.object({
  server: z.url({ protocol: /^https?$/ }).max(250),
  code: z
    .string()
    .transform((code) => code.toUpperCase())
    .pipe(z.string().regex(/^[A-Z0-9]{8}$/)),
  ca: caSchema.optional(),
})

/** The link with which a manager's mail opens the pairing page, filled in: `frontdesk://pair?server=…&code=…`, and `&ca=…` where the server must be of one CA. */
export function pairingLink({ server, code, ca }: PairingText): string {
  return `${linkScheme}://pair?${new URLSearchParams({ server, code, ...(ca !== undefined && { ca }) }).toString()}`
}

/** Reads such a link; `undefined` where it is any other text. */
export function readPairingLink(text: string): PairingText | undefined {
  if (text.length > 2_000 || !URL.canParse(text)) return undefined
  const { protocol, host, pathname, searchParams } = new URL(text)
  // Some systems add a slash.
  if (protocol !== `${linkScheme}:` || host !== 'pair' || !/^\/?$/.test(pathname)) return undefined
  return pairingSchema.safeParse({
    server: searchParams.get('server'),
    code: searchParams.get('code'),
    // One that cannot be read is no link: a desk must not pair without what it asks for.
    ca: searchParams.get('ca') ?? undefined,
  }).data
}
