import { readFileSync } from 'node:fs'
import Sqlite from 'better-sqlite3'
import { z } from 'zod'
import { outboxEntrySchema } from './outbox-entry.ts'
import type { OutboxEntry } from './outbox-entry.ts'
import { isSealed, sealedTexts } from './vault.ts'
import type { Vault } from './vault.ts'

const rowSchema = z.object({ id: z.string(), json: z.string() })

/** A row of one of the tables that hold JSON texts, by what it is found by. */
interface Row {
  id: string
  json: string
}

/** What a damaged file still holds of that which is nowhere else. */
export interface Salvage {
  /** In the order in which they are sent. */
  outbox: Row[]
  scans: Row[]
  /** Who the desk is and how it is set: without the network it could judge no ticket otherwise. */
  meta: Row[]
  /** Whether the outbox could be read from its beginning to its end. */
  whole: boolean
}

/**
 * Reads what can be read of a file that SQLite calls damaged: the outbox row by row from both of its ends, and where a
 * page in between is lost, whatever is an entry anywhere in the bytes of the file and of its log. What comes
 * back that way may have been sent already: its id says so to the server, and it counts once.
 */
export function salvage(file: string, vault: Vault): Salvage {
  const isGood = (json: string): boolean => (isSealed(json) ? vault.open(json) !== null : isJson(json))
  const outbox = readTable(file, isGood, 'id, json FROM outbox ORDER BY position')
  const found = new Map(outbox.rows.map((row) => [row.id, row]))
  if (!outbox.whole) {
    for (const part of [file, `${file}-wal`])
      for (const entry of entriesIn(part, vault))
        if (!found.has(entry.id)) found.set(entry.id, { id: entry.id, json: JSON.stringify(entry) })
  }
  const kept = `('identity', 'settings')`
  return {
    outbox: outbox.whole ? outbox.rows : inOrder([...found.values()]),
    scans: inOrder(readTable(file, isGood, 'id, json FROM scans ORDER BY position').rows),
    meta: readTable(file, isGood, `key AS id, value AS json FROM meta WHERE key IN ${kept} ORDER BY key`)
      .rows,
    whole: outbox.whole,
  }
}

/** Ids are made in the order of time, whatever order their pages were read in. */
function inOrder(rows: readonly Row[]): Row[] {
  return rows.toSorted((one, other) => (one.id < other.id ? -1 : 1))
}

/** What can be read from the beginning on, and where that is not all, from the end backwards too. */
function readTable(
  file: string,
  isGood: (json: string) => boolean,
  what: string,
): { rows: Row[]; whole: boolean } {
  const rows = new Map<string, Row>()
  let db: Sqlite.Database | undefined
  try {
    db = new Sqlite(file, { fileMustExist: true, timeout: 1_000 })
    // Without a file of shared memory, which a damaged log may stand in the way of.
    db.pragma('locking_mode = EXCLUSIVE')
    const whole = readRows(db, what, isGood, rows)
    if (!whole) readRows(db, `${what} DESC`, isGood, rows)
    return { rows: [...rows.values()], whole }
  } catch {
    // Not even its first page is one of SQLite's.
    return { rows: [], whole: false }
  } finally {
    db?.close()
  }
}

/** Returns whether nothing stood in the way. */
function readRows(
  db: Sqlite.Database,
  what: string,
  isGood: (json: string) => boolean,
  into: Map<string, Row>,
): boolean {
  let whole = true
  try {
    for (const row of db.prepare(`SELECT ${what}`).iterate()) {
      const { id, json } = rowSchema.parse(row)
      if (isGood(json)) into.set(id, { id, json })
      else whole = false
    }
    return whole
  } catch {
    // What was read before the page that is lost is kept.
    return false
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

const beginning = '{"'
/** Every entry says this of itself, and nothing else in the file does. */
const mark = '"setAside":'
/** The longest entry, with room to spare. */
const longestEntry = 16_384

/** Whole entries anywhere in the bytes of a file; of several copies of one, that which was given to the network more often. */
function entriesIn(file: string, vault: Vault): Iterable<OutboxEntry> {
  const found = new Map<string, OutboxEntry>()
  let bytes: Buffer
  try {
    bytes = readFileSync(file)
  } catch {
    return found.values()
  }
  const take = (entry: OutboxEntry | undefined): void => {
    const known = entry && found.get(entry.id)
    if (entry && (!known || entry.attempts >= known.attempts)) found.set(entry.id, entry)
  }
  for (const [sealed] of bytes.toString('latin1').matchAll(sealedTexts)) {
    const text = vault.open(sealed)
    if (text?.includes(mark) === true) take(entryAt(text))
  }
  // Those of a version that sealed nothing.
  for (let at = bytes.indexOf(beginning); at >= 0; at = bytes.indexOf(beginning, at + 1)) {
    take(entryAt(bytes.subarray(at, at + longestEntry).toString('utf8')))
  }
  return found.values()
}

function entryAt(text: string): OutboxEntry | undefined {
  let depth = 0
  let quoted = false
  for (let index = 0; index < text.length; index++) {
    const letter = text[index]
    if (quoted) {
      if (letter === '\\') index += 1
      else if (letter === '"') quoted = false
    } else if (letter === '"') quoted = true
    else if (letter === '{') depth += 1
    else if (letter === '}') depth -= 1
    if (depth > 0) continue
    const whole = text.slice(0, index + 1)
    return whole.includes(mark) && isJson(whole)
      ? outboxEntrySchema.safeParse(JSON.parse(whole)).data
      : undefined
  }
  return undefined
}
