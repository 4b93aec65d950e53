import { randomUUID } from 'node:crypto'
import compress from '@fastify/compress'
import Fastify, { LogController, type FastifyBaseLogger, type FastifyInstance } from 'fastify'
import { z } from 'zod'
import { limitAttempts, type Attempts } from './auth/attempts.ts'
import { guard } from './auth/guard.ts'
import { watchSessions } from './auth/sessions.ts'
import type { Bus, Sleeper } from './bus/bus.ts'
import { memoryBus } from './bus/memory.ts'
import type { Context } from './context.ts'
import { createHub } from './events/hub.ts'
import { streamLimit } from './events/limit.ts'
import { createRelay } from './events/relay.ts'
import { createRetention, defaultAuditDays } from './events/retention.ts'
import { createLog } from './events/writer.ts'
import { createGuestRetention } from './guests/retention.ts'
import { noteRoutes } from './http/document.ts'
import { answerError, answerUnknown } from './http/errors.ts'
import { harden, requestId } from './http/hardening.ts'
import { parseJsonBody } from './http/json-body.ts'
import { defaultLimits, limitOptions, type Limits } from './http/limits.ts'
import type { NetworkOptions } from './http/options.ts'
import { refuseInOutage, watchOutage } from './http/outage.ts'
import { answerRawError } from './http/raw-errors.ts'
import { sweepDaily } from './http/sweep.ts'
import { createMetrics } from './metrics/metrics.ts'
import { watchOpenStreams } from './presence/open-streams.ts'
import { adminRoutes } from './routes/admin.ts'
import { authRoutes } from './routes/auth.ts'
import { changesRoute } from './routes/changes.ts'
import { conflictRoutes } from './routes/conflicts.ts'
import { debugRoutes } from './routes/debug.ts'
import { deviceRoutes } from './routes/devices.ts'
import { eventsRoute } from './routes/events.ts'
import { healthRoute } from './routes/health.ts'
import { logRangeRoute } from './routes/log-range.ts'
import { numbersRoute } from './routes/numbers.ts'
import { openApiRoute } from './routes/openapi.ts'
import { pinRoutes } from './routes/pin.ts'
import { presenceRoutes } from './routes/presence.ts'
import { databaseAnswers, operatorRoutes } from './routes/operator.ts'
import { reservationRoutes } from './routes/reservations.ts'
import { scanRoutes } from './routes/scans.ts'
import { settingsRoutes } from './routes/settings.ts'
import { ticketKeyRoutes } from './routes/ticket-keys.ts'
import { ticketRoutes } from './routes/tickets.ts'
import { updatesRoute } from './routes/updates.ts'
import { userRoutes } from './routes/users.ts'
import type { Database } from './storage/database.ts'
import { readMeta, writeMetaOnce } from './storage/meta.ts'
import { createTicketKeys } from './tickets/keys.ts'

export interface AppOptions {
  db: Database
  logger: FastifyBaseLogger
  heartbeatMs: number
  now: () => Date
  random: () => number
  /** Streams that each business may have; without it, what its manager has set. */
  maxStreams?: number
  /** Days for which events are kept; without it, all of them are. */
  retentionDays?: number
  /** Days for which the audit is kept, where events are kept for so many. */
  auditDays?: number
  /** The folder of the desk's releases; without it, none are offered. */
  updates?: string
  /** Without it: no proxy, no web pages, and the operator on this machine only. */
  http?: HttpOptions
  /** Without it, this is the only instance. `deployment` names the database. */
  openBus?: (deployment: string, sleeper: Sleeper) => Bus
}

export interface HttpOptions extends Partial<NetworkOptions> {
  limits?: Limits
}

/** Between two looks at all logs, where a wake-up was lost or something else wrote into the database. */
const pollMs = 2000

const minute = 60_000

/** Builds the server without listening. Closing it ends the streams and lets requests finish; the database stays open. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { db, logger, heartbeatMs, now } = options
  const {
    trustProxy = [],
    corsOrigins = [],
    operatorToken = null,
    limits = defaultLimits,
  } = options.http ?? {}
  const hub = createHub(db, {
    heartbeatMs,
    random: options.random,
    onCut: ({ connectionId, businessId, deviceId }, reason) =>
      logger.warn({ connectionId, businessId, deviceId, reason }, 'stream cut'),
  })
  const deployment = await databaseId(db)
  const relay = createRelay({
    db,
    logger,
    pollMs,
    publish: (event) => hub.publish(event),
    rewritten: (businessId) => hub.forget(businessId, Number.MAX_SAFE_INTEGER),
    wake: (businessId, seq) => bus.wake(businessId, seq),
  })
  await relay.start()
  const sleeper: Sleeper = {
    heard: (businessId, seq) => relay.heard(businessId, seq),
    mayHaveMissed: () => void relay.lookAtAll(),
    logger,
  }
  const bus = options.openBus?.(deployment, sleeper) ?? memoryBus()
  const limited = (name: string, limit: number, windowMs: number): Attempts =>
    limitAttempts(db, { name, limit, windowMs }, now)
  const outage = watchOutage(bus, relay)
  const context: Context = {
    db,
    hub,
    bus,
    relay,
    outage,
    openStreams: watchOpenStreams({
      db,
      connections: (businessId) => hub.connections(businessId),
      now,
      logger,
    }),
    sessions: watchSessions({ db, now, logger }),
    log: createLog(db, (events) => relay.committed(events)),
    keys: createTicketKeys(),
    now,
    random: options.random,
    maxStreams: (businessId) => options.maxStreams ?? streamLimit(db, businessId),
    heartbeatMs,
    databaseId: deployment,
    operatorToken,
    updates: options.updates ?? null,
    loginAttempts: {
      byAddress: limited('login by address', 30, 15 * minute),
      byAccount: limited('login by account', 10, 15 * minute),
    },
    pairingAttempts: limited('pairing', 10, minute),
    pinAttempts: {
      byDevice: limited('pin by device', 5, 5 * minute),
      byBusiness: limited('pin by business', 30, 5 * minute),
    },
    logger,
  }

  const retention =
    options.retentionDays === undefined
      ? undefined
      : createRetention({
          db,
          now,
          logger,
          days: options.retentionDays,
          auditDays: options.auditDays ?? defaultAuditDays,
          forget: (...what) => hub.forget(...what),
        })

  const guests = createGuestRetention({ db, log: context.log, now, logger })

  const metrics = createMetrics({
    connections: () => hub.connections(),
    figures: () => hub.figures(),
    busIsUp: () => bus.isUp(),
    databaseAnswers: () => databaseAnswers(context),
  })
  hub.onFannedOut((...batch) => metrics.fannedOut(...batch))
  const endSweep = sweepDaily(db, now, logger)

  const app = Fastify({
    loggerInstance: logger,
    // Their lines would hold addresses and headers; ours below holds neither.
    logController: new LogController({ disableRequestLogging: true }),
    ...limitOptions(limits),
    trustProxy: trustProxy.length > 0 && trustProxy,
    genReqId: requestId,
    requestIdHeader: false,
    // Ours is a problem like all others.
    return503OnClosing: false,
    clientErrorHandler: answerRawError(logger),
    forceCloseConnections: 'idle',
    // A HEAD of the stream would be a stream.
    exposeHeadRoutes: false,
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
  })
  app.server.maxConnections = limits.connections
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseJsonBody(Buffer.from(body)))
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)))
    }
  })
  app.setErrorHandler(answerError)
  app.addHook('onReady', (done) => {
    retention?.start()
    guests.start()
    context.openStreams.start()
    done()
  })
  app.addHook('preClose', (done) => {
    context.sessions.stop()
    endSweep()
    outage.stop()
    retention?.stop()
    guests.stop()
    hub.close()
    done()
  })
  app.addHook('onClose', async () => {
    relay.stop()
    await context.openStreams.stop()
    await bus.close()
  })
  app.addHook('onResponse', (request, reply, done) => {
    const { method, routeOptions } = request
    const { url: route = 'none' } = routeOptions
    const { elapsedTime: milliseconds, statusCode: status } = reply
    metrics.answered({ method, route, status, milliseconds })
    request.log.debug({ method, route, status, ms: Math.round(milliseconds) }, 'answered')
    done()
  })

  await harden(app, corsOrigins)
  // Only what is asked for by `reply.compress`: what holds a secret is not compressed beside what a stranger wrote.
  await app.register(compress, {
    global: false,
    encodings: ['br', 'gzip'],
    customTypes: /^application\/(json|msgpack)/,
  })
  app.decorate('context', context)
  const routes = noteRoutes(app)
  refuseInOutage(app, outage)
  guard(app, context)
  answerUnknown(app)
  healthRoute(app)
  operatorRoutes(app, context, metrics)
  await debugRoutes(app)
  authRoutes(app, context)
  deviceRoutes(app, context)
  adminRoutes(app, context)
  pinRoutes(app, context)
  userRoutes(app, context)
  presenceRoutes(app, context)
  numbersRoute(app, context)
  logRangeRoute(app, context)
  reservationRoutes(app, context)
  changesRoute(app, context)
  eventsRoute(app, context)
  scanRoutes(app, context)
  conflictRoutes(app, context)
  ticketRoutes(app, context)
  ticketKeyRoutes(app, context)
  settingsRoutes(app, context)
  await updatesRoute(app, context)
  openApiRoute(app, routes)
  return app
}

async function databaseId(db: Database): Promise<string> {
  // Several instances may start together on a new database: one of them names it.
  await writeMetaOnce(db, 'database_id', randomUUID().slice(0, 8))
  return z.string().parse(await readMeta(db, 'database_id'))
}
