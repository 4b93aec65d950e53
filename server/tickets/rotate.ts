import type { Doing, EventLog } from '../events/log.ts'
import { createLog } from '../events/writer.ts'
import { StartError } from '../config.ts'
import type { Database } from '../storage/database.ts'
import { createTicketKey } from './keys.ts'

/** What a rotation gives a business: its new key, and from when on that signs. */
export interface Rotated {
  businessId: number
  keyId: number
  signsFrom: string
}

const hourMs = 3_600_000

/**
 * A new ticket key for a business. Its desks hear at once that there is one, so that they can verify its tickets when it
 * begins to sign, `leadHours` from now. Tickets of the keys before stay valid.
 */
export async function rotateTicketKey(log: EventLog, doing: Doing, leadHours: number): Promise<Rotated> {
  const { businessId, now } = doing
  const signsFrom = new Date(now.getTime() + leadHours * hourMs)
  return log.write(async (write) => {
    const keyId = await createTicketKey(write.tx, businessId, signsFrom)
    // Desks ask who they are again, and are given all keys.
    await write.append(doing, { type: 'settings-changed' })
    return { businessId, keyId, signsFrom: signsFrom.toISOString() }
  }, businessId)
}

/** `--rotate-ticket-keys`: of one business, or of all. A server that runs finds the events by its own look at the log. */
export async function runRotate(
  db: Database,
  businessId: number | undefined,
  leadHours: number,
): Promise<{ rotated: Rotated[] }> {
  const venues = await db.selectFrom('businesses').select('id').orderBy('id').execute()
  const chosen = venues.filter(({ id }) => businessId === undefined || id === businessId)
  if (chosen.length === 0)
    throw new StartError(`There is no business ${businessId ?? ''} in this database.`, 2)
  const log = createLog(db, () => undefined)
  const actor = { kind: 'system', id: 'operator', name: 'Operator' } as const
  const rotated: Rotated[] = []
  for (const { id } of chosen) {
    rotated.push(await rotateTicketKey(log, { businessId: id, actor, now: new Date() }, leadHours))
  }
  return { rotated }
}
