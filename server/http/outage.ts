import type { FastifyInstance } from 'fastify'
import type { Bus } from '../bus/bus.ts'
import type { Relay } from '../events/relay.ts'
import { Refusal } from './refusal.ts'

/** The bus is made again within a moment where it only lost a connection: nobody should notice that. */
const busGraceMs = 2000
const lookMs = 200

/** What the server cannot do its work without, and has lost. */
export interface Outage {
  lost(): 'database' | 'bus' | undefined
  stop(): void
}

/** Watches whether the database hangs, and whether the bus has been away for more than a moment. */
export function watchOutage(bus: Pick<Bus, 'isUp'>, relay: Pick<Relay, 'databaseHangs'>): Outage {
  let busSeenAt = performance.now()
  const timer = setInterval(() => {
    if (bus.isUp()) busSeenAt = performance.now()
  }, lookMs)
  timer.unref()
  return {
    lost() {
      if (relay.databaseHangs()) return 'database'
      return !bus.isUp() && performance.now() - busSeenAt > busGraceMs ? 'bus' : undefined
    },
    stop: () => clearInterval(timer),
  }
}

/** The answer to everything that needs what is lost. */
export function outageRefusal(what: 'database' | 'bus'): Refusal {
  const detail =
    what === 'database'
      ? 'The database does not answer now. Try the same again in a moment.'
      : 'The instances of the server cannot reach each other now. Try the same again in a moment.'
  return new Refusal('unavailable', detail, { headers: { 'retry-after': '3' } })
}

/**
 * Refuses at once what would hang in an outage, or would be heard late at the other instances: a desk goes on with its
 * own copy until it is over. Streams that are open stay, and are sent what the log gets meanwhile.
 */
export function refuseInOutage(app: FastifyInstance, outage: Outage): void {
  app.addHook('onRequest', (request, _reply, done) => {
    const what = request.url.startsWith('/api/') ? outage.lost() : undefined
    done(what && outageRefusal(what))
  })
}
