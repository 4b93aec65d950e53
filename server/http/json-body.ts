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
  check(value, maxDepth)
  return value
}

/** Refuses what JSON allows and what comes after us does not: endless depth, and halves of a surrogate pair, which no UTF-8 can store. */
function check(value: unknown, levels: number): void {
  if (typeof value === 'string' && /\p{Surrogate}/u.test(value)) {
    throw new Refusal('validation', 'The body has text that is not Unicode.')
  }
  if (typeof value !== 'object' || value === null) return
  if (levels === 0) {
    throw new Refusal('validation', `The body is nested more than ${maxDepth} levels deep.`)
  }
  for (const child of Object.values(value)) check(child, levels - 1)
}
