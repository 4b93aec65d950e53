import Sqlite from 'better-sqlite3'

/** What is wrong with the database itself: it cannot be reached or is too busy, or its disk is full. */
export type Fault = 'unavailable' | 'storage_full'

/** SQLSTATE classes: connection, resources, the operator steps in. */
const unavailableClasses = /^(08|53|57)/
/** Could not have its turn: a deadlock, a lock or a serialisation that failed, a transaction that waited too long. */
const unavailableStates = new Set(['40001', '40P01', '55P03', '25P03', '25P04', '25006'])
const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
])
/** The client's own words, which carry no code. */
const lost =
  /connection terminated|connection error and is not queryable|timeout exceeded when trying to connect|query read timeout|client was closed|connection has been discarded/i

const unanswered = /^Query read timeout|timeout exceeded when trying to connect|due to connection timeout/

/** Something was not answered in time: the database hangs, or cannot be reached and nobody says so. */
export function isUnanswered(error: unknown): error is Error {
  return error instanceof Error && unanswered.test(error.message)
}

/** A row of a table has this already: an address, a name. */
export function isTaken(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false
  return error.code === '23505' || error.code === 'SQLITE_CONSTRAINT_UNIQUE'
}

/** The fault that an error of a query tells of; undefined where the database is well and the error is ours. */
export function faultOf(error: unknown): Fault | undefined {
  if (!(error instanceof Error)) return undefined
  if (error instanceof AggregateError && error.errors.some(faultOf)) return 'unavailable'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  if (error instanceof Sqlite.SqliteError) {
    if (code === 'SQLITE_FULL' || code === 'SQLITE_IOERR_SHMSIZE') return 'storage_full'
    return /^SQLITE_(BUSY|LOCKED|IOERR|CANTOPEN|READONLY|PROTOCOL)/.test(code) ? 'unavailable' : undefined
  }
  if (code === '53100' || code === 'ENOSPC') return 'storage_full'
  const isUnavailable =
    networkCodes.has(code) ||
    unavailableStates.has(code) ||
    (/^[0-9A-Z]{5}$/.test(code) && unavailableClasses.test(code)) ||
    (code === '' && lost.test(error.message))
  return isUnavailable ? 'unavailable' : undefined
}
