import type { CommandInput, Verdict } from '../../contract/ipc.ts'
import type { ScanResponse } from '../../contract/scan.ts'
import { HttpProblem } from '../http/api.ts'
import type { Api } from '../http/api.ts'
import type { Timers } from '../live/deps.ts'
import { confirmed } from './answers.ts'
import type { Cache } from './cache.ts'
import { Refused } from './refused.ts'

export interface OverrideOptions {
  cache: Cache
  /** The server where it can be asked now; `null` where the desk is alone. */
  server: () => Api | null
  timers: Timers
  newId: () => string
}

/** A manager stands beside the host and waits: longer than a scan may take, in milliseconds. */
const budgetMs = 8_000

/**
 * Admits over capacity by a manager's PIN. Only the server knows the PIN, so without it there is no override; the
 * PIN is given to the request alone, and never to the outbox, the log or the file. A try whose answer was lost is
 * repeated under the same `scanId`, so that nobody is counted twice.
 */
export function createOverride({ cache, server, timers, newId }: OverrideOptions) {
  const { model } = cache
  /** Tries that may have reached the server and were not answered, by the scan that they follow. */
  const unanswered = new Map<string, string>()

  /**
   * Rejects with `Refused`: `override_offline`, `override_busy` while the party has scans to be sent, `wrong_pin`,
   * `no_pin`, `not_found`; with `HttpProblem`: `rate_limited` after too many wrong ones; with `NetworkError`.
   */
  return async ({ scanId, pin, reason, people }: CommandInput<'admitWithPin'>): Promise<Verdict> => {
    const { identity } = model
    const before = model.verdicts.get(scanId)
    if (!identity || !before?.reservation) throw new Refused('not_found')
    const api = server()
    if (!api) throw new Refused('override_offline')
    // The server would judge without what waits.
    const waits = model.entriesOf(before.reservation.id).some(({ setAside }) => setAside === null)
    if (waits) throw new Refused('override_busy')

    const id = unanswered.get(scanId) ?? newId()
    unanswered.set(scanId, id)
    const at = new Date(timers.now()).toISOString()
    let answer: ScanResponse
    try {
      answer = await api.scan(
        {
          businessId: identity.business.id,
          code: before.text,
          people,
          scanId: id,
          scannedAt: at,
          deviceId: identity.device.id,
          override: { pin, reason },
        },
        { timeoutMs: budgetMs },
      )
    } catch (error) {
      // It was answered, with no: the next try is another one.
      if (error instanceof HttpProblem) unanswered.delete(scanId)
      throw error
    }
    unanswered.delete(scanId)
    if (answer.reason === 'no_pin') throw new Refused('no_pin')
    if (answer.reason === 'wrong_pin') throw new Refused('wrong_pin', answer.pinTriesLeft)
    const verdict: Verdict = {
      scanId: id,
      outcome: answer.outcome,
      people,
      at,
      source: before.source,
      text: before.text,
      ...(answer.reservation ? { reservation: { ...answer.reservation, pending: false } } : {}),
      ...(answer.previous ? { previous: answer.previous } : {}),
      provisional: false,
      repeated: false,
      undone: false,
      ...(answer.outcome === 'admitted' ? { overrideReason: reason } : {}),
    }
    await cache.write((now) => {
      const { change } = confirmed(now, id, answer.reservation)
      return { change: { ...change, verdicts: [verdict] }, result: undefined }
    })
    return verdict
  }
}
