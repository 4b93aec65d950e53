import { Refusal } from './refusal.ts'

/** Deeper than anything in the contract, and shallow enough for every recursive reader after us. */
const maxDepth = 16

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/** Parses a JSON body. Fastify's own parser would put U+FFFD in place of bytes that are not UTF-8. */
export function parseJsonBody(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined
  let value: unknown
  try {
    value = JSON.parse(utf8.decode(bytes))
  } catch {
    throw new Refusal('validation', 'The body is not JSON in UTF-8.')
  }
  if (isDeeperThan(value, maxDepth)) {
    throw new Refusal('validation', `The body is nested more than ${maxDepth} levels deep.`)
  }
  return value
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((child) => isDeeperThan(child, levels - 1))
}
