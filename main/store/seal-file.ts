import type { Database } from 'better-sqlite3'
import type { Vault } from './vault.ts'
import { isSealed } from './vault.ts'

/** Single values that name guests. */
export const guestMeta: readonly string[] = ['alerts', 'conflicts']

/**
 * Seals what a version that sealed nothing has left open in a file, down to the bytes. Returns whether the file's own
 * key is this one: a file of another key is no use to anybody.
 */
export function sealFile(db: Database, vault: Vault): boolean {
  const proof = db.prepare(`SELECT value FROM meta WHERE key = 'proof'`).pluck().get()
  if (typeof proof === 'string' && vault.open(proof) === null) return false
  db.function('seal', (text) => vault.seal(String(text)))
  db.function('is_open', (text) => (isSealed(String(text)) ? 0 : 1))
  db.function('name_of', (key) => vault.nameOf(String(key)))
  const sealed = db.transaction(() => {
    const steps = [
      ...['reservations', 'outbox', 'scans', 'history'].map(
        (table) => `UPDATE ${table} SET json = seal(json) WHERE is_open(json)`,
      ),
      'UPDATE clients SET key = name_of(key), json = seal(json) WHERE is_open(json)',
      `UPDATE meta SET value = seal(value) WHERE is_open(value) AND key IN (${guestMeta.map((key) => `'${key}'`).join()})`,
    ]
    const changed = steps.map((sql) => db.prepare(sql).run().changes)
    if (proof === undefined)
      db.prepare(`INSERT INTO meta (key, value) VALUES ('proof', ?)`).run(vault.seal('null'))
    return changed.some((count) => count > 0)
  })()
  if (sealed) {
    // What was open is overwritten in the file (`secure_delete`), but the pages that the file has given up are not, nor the log.
    db.exec('VACUUM')
    db.pragma('wal_checkpoint(TRUNCATE)')
  }
  return true
}
