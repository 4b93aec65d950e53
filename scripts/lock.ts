import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import Database from 'better-sqlite3'
import { cacheDir } from './paths.ts'
import { say } from './progress.ts'

/**
 * Runs `work` while no other process on this checkout holds the lock of that name; waits for as long as it
 * is held. The lock is SQLite's own on an empty file: the system releases it whenever its holder dies, so
 * there is no stale lock to detect.
 */
export async function withLock<T>(name: string, work: () => Promise<T>): Promise<T> {
  mkdirSync(cacheDir, { recursive: true })
  const database = new Database(path.join(cacheDir, `${name}.lock`), { timeout: 0 })
  try {
    await acquire(database, name)
    return await work()
  } finally {
    database.close()
  }
}

async function acquire(database: Database.Database, name: string): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    try {
      database.exec('BEGIN EXCLUSIVE')
      return
    } catch (error) {
      if (!(error instanceof Database.SqliteError) || !error.code.startsWith('SQLITE_BUSY')) throw error
    }
    if (attempt === 20) say(`Waiting for another process that does the same (${name}) …`)
    await delay(100)
  }
}
