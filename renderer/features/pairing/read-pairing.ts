import { pairRequestSchema } from '../../../contract/api.ts'
import { commands } from '../../../contract/ipc.ts'
import type { CommandInput } from '../../../contract/ipc.ts'

export interface PairingFields {
  server: string
  code: string
  name: string
}

/** What was typed, and what came along with a code that was read. */
interface Pairing extends PairingFields {
  ca?: string | undefined
}

/** Reads what was typed to pair a desk, or says which fields are wrong. */
export function readPairing(
  fields: Pairing,
): { ok: true; value: CommandInput<'pair'> } | { ok: false; wrong: ReadonlySet<keyof PairingFields> } {
  const request = pairRequestSchema.safeParse({ code: fields.code, name: fields.name })
  const parsed = commands.pair.input.safeParse({
    server: withScheme(fields.server.trim()),
    code: request.data?.code ?? fields.code,
    name: fields.name,
    ca: fields.ca,
  })
  if (request.success && parsed.success) return { ok: true, value: parsed.data }
  const paths = [...(request.error?.issues ?? []), ...(parsed.error?.issues ?? [])].map(({ path }) => path[0])
  const names: (keyof PairingFields)[] = ['server', 'code', 'name']
  return { ok: false, wrong: new Set(names.filter((name) => paths.includes(name))) }
}

/** Nobody types `https://`. A server on this computer or in this house has no certificate. */
function withScheme(address: string): string {
  if (address === '' || /^[a-z]+:\/\//i.test(address)) return address
  const local = /^(localhost|\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:]+\]|[^./]+(\.local)?)(:\d+)?(\/|$)/i.test(
    address,
  )
  return `${local ? 'http' : 'https'}://${address}`
}
