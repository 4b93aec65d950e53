import { StartError } from '../config.ts'
import { isPostgresUrl } from '../storage/location.ts'

/** Throws StartError for PostgreSQL, which has a better tool of its own. */
export function onlySqlite(database: string, tool: string): void {
  if (isPostgresUrl(database)) {
    throw new StartError(`This is for SQLite. On PostgreSQL, use ${tool}.`, 2)
  }
}
