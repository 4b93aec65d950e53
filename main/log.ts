export type LogLevel = 'debug' | 'info' | 'warn' | 'error'

/** What every part of main writes its log to. Fields hold no token, and no guest's phone or e-mail. */
export type Log = Record<LogLevel, (message: string, fields?: Record<string, unknown>) => void>

const ranks: Record<LogLevel, number> = { debug: 0, info: 1, warn: 2, error: 3 }
const secret = /token|authorization|password|phone|email/i

/**
 * A log of one JSON line an entry. Fields whose name is that of a secret are left out, whoever passed them.
 * @param write Takes a line with its line break.
 * @param least Entries below this level are dropped.
 */
export function createLog(write: (line: string) => void, least: LogLevel): Log {
  const entry =
    (level: LogLevel) =>
    (message: string, fields: Record<string, unknown> = {}): void => {
      if (ranks[level] < ranks[least]) return
      write(`${JSON.stringify({ at: new Date().toISOString(), level, message, ...fields }, readable)}\n`)
    }
  return { debug: entry('debug'), info: entry('info'), warn: entry('warn'), error: entry('error') }
}

function readable(key: string, value: unknown): unknown {
  if (secret.test(key)) return undefined
  if (value instanceof Error) return value.stack ?? value.message
  return value
}
