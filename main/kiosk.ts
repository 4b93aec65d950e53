import type { Failure } from '../contract/result.ts'
import type { CommandHandlers } from './core.ts'
import type { Session } from './sync/publish.ts'

type Result<T> = { ok: true; value: T } | { ok: false; problem: Failure }

/**
 * What windows may ask, without what leads out of a kiosk while the desk is one: windows of the system, another PIN, a
 * device that could set one, another server with a PIN of its own, and the computer without the desk.
 */
export function withinKiosk(
  handlers: CommandHandlers,
  session: () => Pick<Session, 'settings' | 'freshness'>,
): CommandHandlers {
  const isKiosk = (): boolean => session().settings.kiosk
  // Nothing else helps a desk that its server no longer knows.
  const isKnown = (): boolean => session().freshness.connection.state !== 'stopped'

  function refused<I, T>(
    handler: (input: I) => Promise<Result<T>>,
    when: () => boolean = isKiosk,
  ): (input: I) => Promise<Result<T>> {
    return async (input) => (when() ? { ok: false, problem: { code: 'kiosk' } } : handler(input))
  }

  return {
    ...handlers,
    openLogFolder: refused(handlers.openLogFolder),
    saveFile: refused(handlers.saveFile),
    changePin: refused(handlers.changePin),
    makePairingCode: refused(handlers.makePairingCode),
    revokeDevice: refused(handlers.revokeDevice),
    startWithSystem: refused(handlers.startWithSystem),
    installUpdate: refused(handlers.installUpdate),
    pair: refused(handlers.pair, () => isKiosk() && isKnown()),
  }
}
