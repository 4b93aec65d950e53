import type { Business } from '../../contract/api.ts'
import type { managerCommands } from '../../contract/ipc-manager.ts'
import { encodePairingText } from '../../contract/pairing-text.ts'
import { venueDayBounds } from '../../contract/venue-day.ts'
import type { Answering } from '../answering.ts'
import type { CommandHandlers } from '../core.ts'
import type { ManagerApi } from '../http/manager-api.ts'
import { Refused } from '../sync/refused.ts'

export interface ManagerHandlerOptions {
  answering: Answering
  business: () => Business | undefined
  /** The CA that this desk trusts alone: whoever is paired by it trusts no other, too. */
  ca: () => string | undefined
  link: () => { server: string; managerApi: ManagerApi } | undefined
  /** Asks the manager where to keep a text, and keeps it; `false` where the manager thought better of it. */
  saveFile: (name: string, text: string) => Promise<boolean>
}

/** What a manager's window may ask. All of it is asked of the server: nothing here is known to a desk alone. */
export function createManagerHandlers(
  options: ManagerHandlerOptions,
): Pick<CommandHandlers, keyof typeof managerCommands> {
  const { answering } = options

  function asking(): { api: ManagerApi; business: Business; server: string } {
    const [link, business] = [options.link(), options.business()]
    if (!link || !business) throw new Refused('not_paired')
    return { api: link.managerApi, business, server: link.server }
  }

  return {
    desks: () =>
      answering(async () => {
        const { api } = asking()
        const [devices, connections] = await Promise.all([api.devices(), api.connections()])
        return { ...devices, ...connections }
      }),
    makePairingCode: ({ role }) =>
      answering(async () => {
        const { api, server } = asking()
        const made = await api.newPairingCode(role)
        return { ...made, text: encodePairingText({ server, code: made.code, ca: options.ca() }) }
      }),
    renameDevice: ({ id, name }) =>
      answering(async () => {
        await asking().api.renameDevice(id, name)
        return null
      }),
    revokeDevice: ({ id }) =>
      answering(async () => {
        await asking().api.revokeDevice(id)
        return null
      }),
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
    numbers: ({ from, to }) =>
      answering(() => {
        const { api, business } = asking()
        return api.numbers(business.id, from, to)
      }),
    saveFile: ({ name, text }) => answering(async () => ({ saved: await options.saveFile(name, text) })),
    venueSettings: () => answering(() => asking().api.settings()),
    changeVenueSettings: ({ changes, version }) =>
      answering(() => asking().api.changeSettings(changes, version)),
    changePin: ({ pin }) =>
      answering(async () => {
        await asking().api.changePin(pin)
        return null
      }),
  }
}
