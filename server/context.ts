import type { FastifyBaseLogger } from 'fastify'
import type { Attempts } from './auth/attempts.ts'
import type { Sessions } from './auth/sessions.ts'
import { actorOf, type Auth } from './auth/tokens.ts'
import type { Bus } from './bus/bus.ts'
import type { Hub } from './events/hub.ts'
import type { Doing, EventLog } from './events/log.ts'
import type { Relay } from './events/relay.ts'
import type { Outage } from './http/outage.ts'
import type { OpenStreams } from './presence/open-streams.ts'
import type { Database } from './storage/database.ts'
import type { TicketKeys } from './tickets/keys.ts'

declare module 'fastify' {
  interface FastifyInstance {
    context: Context
  }
}

/** What the routes stand on. */
export interface Context {
  db: Database
  log: EventLog
  hub: Hub
  sessions: Sessions
  bus: Bus
  openStreams: OpenStreams
  relay: Relay
  outage: Outage
  keys: TicketKeys
  now: () => Date
  random: () => number
  /** Streams that a business may have open at once. */
  maxStreams: (businessId: number) => number | Promise<number>
  heartbeatMs: number
  /** Opens `/metrics` from elsewhere. */
  operatorToken: string | null
  /** The folder of the desk's releases; `null`: none are offered. */
  updates: string | null
  /** Names the database in ETags and cursors, as their epoch: another database may be at the same seq with other rows. */
  databaseId: string
  loginAttempts: { byAddress: Attempts; byAccount: Attempts }
  pairingAttempts: Attempts
  pinAttempts: { byDevice: Attempts; byBusiness: Attempts }
  logger: FastifyBaseLogger
}

/** What a device does now. */
export function doingOf(context: Context, auth: Auth): Doing {
  return { businessId: auth.businessId, actor: actorOf(auth), now: context.now() }
}
