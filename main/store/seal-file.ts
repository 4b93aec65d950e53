import type { Database } from 'better-sqlite3'
import type { Vault } from './vault.ts'
import { isSealed } from './vault.ts'

/** Single values that name guests. */
export const guestMeta: readonly string[] = ['alerts', 'conflicts']

/**
 * Seals what a version that sealed nothing has left open in a file, once and down to the bytes. Returns whether the
 * file's own key is this one: a file of another key is no use to anybody.
 */
export function sealFile(db: Database, vault: Vault): boolean {
  const proof = db.prepare(`SELECT value FROM meta WHERE key = 'proof'`).pluck().get()
  // Since the proof was written, nothing was written that is open: no start reads every row for that again.
  if (typeof proof === 'string') return vault.open(proof) !== null
  db.function('seal', (text) => vault.seal(String(text)))
  db.function('is_open', (text) => (isSealed(String(text)) ? 0 : 1))
  db.function('name_of', (key) => vault.nameOf(String(key)))
  db.transaction(() => {
    for (const table of ['reservations', 'outbox', 'scans', 'history'])
      db.exec(`UPDATE ${table} SET json = seal(json) WHERE is_open(json)`)
    db.exec('UPDATE clients SET key = name_of(key), json = seal(json) WHERE is_open(json)')
    const named = guestMeta.map((key) => `'${key}'`).join()
    db.exec(`UPDATE meta SET value = seal(value) WHERE is_open(value) AND key IN (${named})`)
  })()
  // What was open is overwritten in the file (`secure_delete`), but the pages that the file has given up are not, nor the log.
  db.exec('VACUUM')
  db.pragma('wal_checkpoint(TRUNCATE)')
  // The last, so that a power cut before it begins all this again.
  db.prepare(`INSERT INTO meta (key, value) VALUES ('proof', ?)`).run(vault.seal('null'))
  return true
}
