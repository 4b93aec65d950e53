import { ownIds } from './conversation.ts'

/** What both must say alike; the rest each server makes up by itself, and its kind is compared. */
const alike = new Set([
  'type',
  'outcome',
  'status',
  'arrivedCount',
  'scanCount',
  'partySize',
  'people',
  'table',
])

/**
 * What is in an earlier answer and not in today's, by its path: whoever understands the earlier one understands today's
 * where this is empty. Of a list each entry is looked for among today's.
 */
export function missing(earlier: unknown, today: unknown, at = ''): string[] {
  if (earlier === null) return []
  if (Array.isArray(earlier)) {
    if (!Array.isArray(today)) return [at]
    return earlier.flatMap((entry, index) =>
      today.some((other) => missing(entry, other).length === 0) ? [] : [`${at}[${index}]`],
    )
  }
  if (isObject(earlier)) {
    if (!isObject(today)) return [at]
    return Object.entries(earlier).flatMap(([name, value]) => {
      const path = `${at}.${name}`
      const isOwn = typeof value === 'string' && value.startsWith(ownIds)
      if (alike.has(name) || isOwn) return today[name] === value ? [] : [path]
      return missing(value, today[name], path)
    })
  }
  return typeof today === typeof earlier ? [] : [at]
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
