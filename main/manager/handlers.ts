import type { CommandHandlers } from '../core.ts'
import type { managerCommands } from '../../contract/ipc-manager.ts'
import type { Business } from '../../contract/api.ts'
import { venueDayBounds } from '../../contract/venue-day.ts'
import type { ManagerApi } from '../http/manager-api.ts'
import type { Answering } from '../answering.ts'
import { Refused } from '../sync/refused.ts'

export interface ManagerHandlerOptions {
  answering: Answering
  business: () => Business | undefined
  api: () => ManagerApi | undefined
}

/** What a manager's window may ask. All of it is asked of the server: nothing here is known to a desk alone. */
export function createManagerHandlers(
  options: ManagerHandlerOptions,
): Pick<CommandHandlers, keyof typeof managerCommands> {
  const { answering } = options

  function asking(): { api: ManagerApi; business: Business } {
    const [api, business] = [options.api(), options.business()]
    if (!api || !business) throw new Refused('not_paired')
    return { api, business }
  }

  return {
    pastDay: ({ day }) =>
      answering(async () => {
        const { api, business } = asking()
        const bounds = venueDayBounds(day, business)
        const [from, to] = [bounds.from.toISOString(), bounds.to.toISOString()]
        const { reservas, cursor, complete = true } = await api.listAsOf(business.id, day, from)
        return { from, to, reservations: reservas, cursor, complete }
      }),
    pastEvents: ({ since }) =>
      answering(async () => {
        const { api, business } = asking()
        const page = await api.changes(business.id, since)
        // The log was cut while it was read.
        if ('reset' in page) throw new Refused('not_found')
        return page
      }),
  }
}
