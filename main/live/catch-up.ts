import type { Api } from '../http/api.ts'
import { BadAnswerError } from '../http/errors.ts'
import type { Sink } from './deps.ts'
import type { Log } from '../log.ts'
import type { Inbox } from './inbox.ts'

export interface CatchUp {
  /** Makes sure that the business is known and that there is a snapshot to go on from. Gives the business's id. */
  prepare(): Promise<number>
  /** Asks again who this desk is: its name, its venue's hours and the ticket keys may have changed. */
  identify(): Promise<void>
  /** Brings the cache up to the log's end by plain requests; stops between two where `wanted` says no. */
  poll: (wanted: () => boolean) => Promise<void>
}

/** What a desk asks of the server by plain requests, to come to where the stream can carry on. */
export function createCatchUp({
  api,
  sink,
  inbox,
  log,
}: {
  api: Api
  sink: Sink
  inbox: Inbox
  log: Log
}): CatchUp {
  let preparing: Promise<number> | undefined

  async function identify(): Promise<void> {
    const identity = await api.identity()
    await inbox.run(() => sink.identify(identity))
  }

  async function prepareOnce(): Promise<number> {
    if (sink.businessId() === null) await identify()
    const businessId = sink.businessId()
    if (businessId === null) throw new Error('The store did not keep which business this desk belongs to.')
    if (sink.cursor() === null || inbox.stale()) await inbox.snapshot()
    return businessId
  }

  /** A try of the stream and a poll may want it at the same time: one does it for both. */
  function prepare(): Promise<number> {
    preparing ??= prepareOnce().finally(() => (preparing = undefined))
    return preparing
  }

  async function poll(wanted: () => boolean): Promise<void> {
    const businessId = await prepare()
    for (let more = true; more && wanted();) {
      const since = sink.cursor() ?? 0
      const page = await api.changes(businessId, since, sink.epoch()).catch((error: unknown) => {
        // A newer server's words for what happened; its lists may still be plain.
        if (error instanceof BadAnswerError) return undefined
        throw error
      })
      if (!wanted()) return
      if (page === undefined || 'reset' in page || page.cursor < since) {
        log.info('The log cannot be followed from here; a snapshot takes its place')
        await inbox.snapshot()
        return
      }
      if (page.events.length > 0) await inbox.apply(page.events)
      more = page.more
      if (more && sink.cursor() === since)
        throw new BadAnswerError('The server promises more of the log and sends none of it.')
    }
  }

  return { prepare, identify, poll }
}
