import { v7 as uuid } from 'uuid'
import type { Device } from '../../contract/api.ts'
import type { Actor } from '../../contract/events.ts'
import type { Reservation } from '../../contract/reservation.ts'
import type { Doing, Write } from '../events/log.ts'
import { changeReservation, createReservation } from '../reservations/change.ts'
import { recordScan } from '../scans/record.ts'
import type { TicketKeys } from '../tickets/keys.ts'
import type { PlannedParty } from './plan.ts'

/** Who has made the bookings. */
const booker: Actor = { kind: 'system', id: 'demo', name: 'Demo' }

/** Writes planned parties and all that has happened to them, in the order in which it happened, through the log like any other change. */
export async function writeParties(
  write: Write,
  keys: TicketKeys,
  businessId: number,
  parties: PlannedParty[],
  desks: Device[],
  now: Date,
): Promise<void> {
  const steps = parties.flatMap((party, index) => {
    const device = desks[index % desks.length]
    if (device === undefined) throw new Error('the demo needs a desk')
    return stepsOf(write, keys, businessId, party, device)
  })
  steps.sort((a, b) => a.at.getTime() - b.at.getTime())
  for (const step of steps) await step.run(step.at < now ? step.at : now)
}

interface Step {
  at: Date
  run: (now: Date) => Promise<void>
}

function stepsOf(
  write: Write,
  keys: TicketKeys,
  businessId: number,
  party: PlannedParty,
  device: Device,
): Step[] {
  const actor: Actor = { kind: 'device', id: device.id, name: device.name }
  const { name, phone, email, startsAt, bookedAt, partySize, table, notes, tags, booked } = party
  const id = uuid({ msecs: bookedAt.getTime() })
  let code: Reservation['code'] = ''
  const doing = (by: Actor, now: Date): Doing => ({ businessId, actor: by, now })

  const book: Step = {
    at: bookedAt,
    async run(now) {
      const reservation = await createReservation(write, keys, doing(booker, now), {
        id,
        businessId,
        customer: { name, phone, ...(email !== undefined && { email }) },
        startsAt: startsAt.toISOString(),
        partySize,
        status: booked,
        ...(table !== undefined && { table }),
        ...(notes !== undefined && { notes }),
        tags,
      })
      code = reservation.code
    },
  }
  const scans = party.scans.map(({ at, people }): Step => ({
    at,
    async run(now) {
      const request = { businessId, code, people, scanId: uuid({ msecs: at.getTime() }) }
      await recordScan(write, keys, {
        ...doing(actor, now),
        device,
        request: { ...request, scannedAt: at.toISOString(), deviceId: device.id },
        override: 'none',
      })
    },
  }))
  const changes = (party.then ?? []).map(({ at, status }): Step => ({
    at,
    async run(now) {
      await changeReservation(write, keys, doing(actor, now), id, 'any', { status })
    },
  }))
  return [book, ...scans, ...changes]
}
