import type { Socket } from 'node:net'
import type { FastifyBaseLogger } from 'fastify'
import type { Database } from '../storage/database.ts'
import type { Auth } from './tokens.ts'

/** A stream outlives what it was opened with by no more than this, in every instance. */
const everyMs = 400
/** How far back each look goes. The clocks of two instances are not further apart. */
const lookBackMs = 60 * 60_000

export interface Sessions {
  /** The stream ends when its token does. */
  watch(auth: Auth, stream: Socket): void
  /** Ends the streams of what was revoked just now; other instances see it at their next look. */
  endRevoked(): Promise<void>
  stop(): void
}

/**
 * Ends the streams of revoked devices, of logins that were ended and of tokens that have expired, whichever instance
 * they were revoked at. The database is asked, so that no wake-up can be lost; while it does not answer the streams
 * stay, and there is nothing that they could hear.
 */
export function watchSessions(deps: { db: Database; now: () => Date; logger: FastifyBaseLogger }): Sessions {
  const { db, now, logger } = deps
  const open = new Map<Socket, Auth>()
  let looking = false

  async function endRevoked(): Promise<void> {
    if (open.size === 0) return
    const since = new Date(now().getTime() - lookBackMs).toISOString()
    const devices = await db.selectFrom('devices').select('id').where('revoked_at', '>', since).execute()
    const tokens = await db.selectFrom('tokens').select('hash').where('revoked_at', '>', since).execute()
    const revoked = new Set([...devices.map(({ id }) => id), ...tokens.map(({ hash }) => hash)])
    const at = now().toISOString()
    for (const [stream, { device, tokenHash, expiresAt }] of open) {
      if (revoked.has(device.id) || revoked.has(tokenHash) || expiresAt <= at) stream.destroy()
    }
  }

  const timer = setInterval(() => {
    if (looking) return
    looking = true
    endRevoked()
      .catch((error: unknown) => logger.warn({ err: error }, 'revoked streams cannot be looked for now'))
      .finally(() => (looking = false))
  }, everyMs)

  return {
    watch(auth, stream) {
      // It may have gone while it was being opened, and would never be forgotten.
      if (stream.destroyed) return
      open.set(stream, auth)
      stream.once('close', () => open.delete(stream))
    },
    endRevoked,
    stop: () => clearInterval(timer),
  }
}
