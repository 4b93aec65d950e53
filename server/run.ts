import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import pino, { type Logger } from 'pino'
import { buildApp } from './app.ts'
import { hasUsers } from './auth/users.ts'
import { openBus } from './bus/open.ts'
import { StartError, type Config } from './config.ts'
import { openDemo, type DemoAccess } from './demo/seed.ts'
import { openDatabase } from './storage/database.ts'

export interface RunningServer {
  /** What is printed once the server is ready. */
  ready: { ready: true; url: string } & Partial<DemoAccess>
  logger: Logger
  /** Ends the streams, lets requests finish, closes the database, and removes it where it was temporary. */
  stop(): Promise<void>
}

/** Longest wait for requests that are under way when the server stops. */
const stopWithinMs = 4000

/** Starts a server on its database. Throws StartError where that cannot be. */
export async function startServer(config: Config): Promise<RunningServer> {
  const logger = createLogger(config.logLevel)
  const temporary = config.database === null ? mkdtempSync(path.join(os.tmpdir(), 'frontdesk-')) : null
  const removeTemporary = (): void => {
    if (temporary !== null) rmSync(temporary, { recursive: true, force: true })
  }
  try {
    const location = config.database ?? path.join(temporary ?? '', 'frontdesk.db')
    const lost = (error: Error): void => logger.warn({ err: error }, 'a connection to the database broke')
    const db = await openDatabase(location, lost)
    try {
      const demo = config.demo ? await openDemo(db, new Date()) : undefined
      const { heartbeatMs, busUrl, maxStreams, retentionDays, auditDays, updates } = config
      if (updates !== null && !existsSync(updates)) {
        logger.warn({ updates }, 'the folder of --updates is not there: no desk is updated until it is')
      }
      const app = await buildApp({
        db,
        logger,
        heartbeatMs,
        http: config.network,
        retentionDays,
        auditDays,
        ...(maxStreams !== null && { maxStreams }),
        ...(updates !== null && { updates }),
        now: () => new Date(),
        random: Math.random,
        openBus: (deployment, sleeper) => openBus({ database: location, busUrl, deployment }, sleeper),
      })
      const url = await listen(app, config)
      logger.info({ url }, 'listening')
      if (!config.demo && !(await hasUsers(db))) {
        logger.warn(
          'nobody can log in yet: run this command once more with --create-admin EMAIL to make a user',
        )
      }
      return {
        ready: { ready: true, url, ...demo },
        logger,
        async stop() {
          await closeApp(app)
          await db.destroy()
          removeTemporary()
        },
      }
    } catch (error) {
      await db.destroy()
      throw error
    }
  } catch (error) {
    removeTemporary()
    throw error
  }
}

function createLogger(level: Config['logLevel']): Logger {
  const stderr = pino.destination({ fd: 2, sync: true })
  // When whoever read the logs is gone, the server goes on without.
  stderr.on('error', () => undefined)
  return pino(
    { level, base: null, redact: ['authorization', '*.authorization', '*.headers.authorization'] },
    stderr,
  )
}

async function listen(app: FastifyInstance, { host, port }: Config): Promise<string> {
  try {
    await app.listen({ host, port })
  } catch (error) {
    await app.close()
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    const reason =
      code === 'EADDRINUSE'
        ? `Port ${port} is in use. Choose another with --port, or --port 0 for a free one.`
        : `Cannot listen on ${host}:${port} (${code || String(error)}). Check --host and --port.`
    throw new StartError(reason, 1)
  }
  const address: AddressInfo | string | null = app.server.address()
  const taken = typeof address === 'object' && address !== null ? address.port : port
  const isWildcard = host === '0.0.0.0' || host === '::'
  const name = isWildcard ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host
  return `http://${name}:${taken}`
}

async function closeApp(app: FastifyInstance): Promise<void> {
  // A connection that was busy when the server stopped listening stays open when it falls idle: look again.
  const idle = setInterval(() => app.server.closeIdleConnections(), 50)
  const last = setTimeout(() => app.server.closeAllConnections(), stopWithinMs)
  try {
    await app.close()
  } finally {
    clearInterval(idle)
    clearTimeout(last)
  }
}
