import { isPostgresUrl } from '../storage/location.ts'
import type { Bus, Sleeper } from './bus.ts'
import { memoryBus } from './memory.ts'
import { postgresBus } from './postgres.ts'
import { redisBus } from './redis.ts'

/** The bus of a server: Redis where one is named, else PostgreSQL itself; on SQLite there is one instance only. */
export function openBus(
  { database, busUrl, deployment }: { database: string; busUrl: string | null; deployment: string },
  sleeper: Sleeper,
): Bus {
  if (busUrl !== null) return redisBus(busUrl, deployment, sleeper)
  return isPostgresUrl(database) ? postgresBus(database, sleeper) : memoryBus()
}
