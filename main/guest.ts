import { customerKey } from '../contract/customer.ts'
import type { HistoryEvent } from '../contract/history.ts'
import { historyLines } from '../contract/history.ts'
import type { GuestRecord } from '../contract/ipc.ts'
import { NetworkError } from './http/api.ts'
import type { Api } from './http/api.ts'
import type { StoreClient } from './store/client.ts'
import { deskHistory } from './sync/history.ts'
import type { Model } from './sync/model.ts'
import { Refused } from './sync/refused.ts'

/** More than any reservation lives through; a log that answers for ever must not be followed for ever. */
const mostPages = 20

/**
 * What is known of a guest. A desk has kept it itself, so that it is there without the network; a manager's app asks
 * the server for the whole history, and falls back on its own. Throws `Refused`: `not_found`.
 */
export async function guestRecord(
  model: Model,
  readGuest: StoreClient['guest'],
  server: Api | null,
  id: string,
): Promise<GuestRecord> {
  const view = model.view(id)
  if (!view) throw new Refused('not_found')
  const kept = await readGuest({ id, clientKey: customerKey(view.customer) })
  const own = deskHistory(model, id, kept.events)
  const first = kept.events[0]?.event.type
  const unsent = model.rows.has(id) ? undefined : 'reservation-created'
  const record = {
    client: kept.client,
    history: own,
    complete: (first ?? unsent) === 'reservation-created',
  }
  if (server === null || model.identity?.device.role === 'desk') return record
  try {
    const { events, complete } = await wholeHistory(server, id)
    const history = historyLines(events, model.identity?.device.id)
    return { ...record, history: [...own.filter(({ pending }) => pending), ...history], complete }
  } catch (error) {
    if (error instanceof NetworkError) return record
    throw error
  }
}

async function wholeHistory(server: Api, id: string): Promise<{ events: HistoryEvent[]; complete: boolean }> {
  const events: HistoryEvent[] = []
  let complete = false
  for (let page = 0, since = 0; page < mostPages; page += 1) {
    const answer = await server.history(id, since)
    events.push(...answer.events.map((event) => ({ event })))
    complete = answer.complete
    since = answer.events.at(-1)?.seq ?? since
    if (!answer.more) break
  }
  return { events, complete }
}
