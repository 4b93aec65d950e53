import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { z } from 'zod'
import * as api from './api.ts'
import { conflictSchema, conflictsSchema, decideConflictSchema } from './conflict.ts'
import { connectedSchema, deskEventSchema, protocolVersion, resetSchema } from './events.ts'
import {
  newTicketKeySchema,
  newUserSchema,
  pinCheckSchema,
  userChangesSchema,
  usersSchema,
} from './identity.ts'
import { numbersSchema } from './numbers.ts'
import { connectionsSchema, deskReportSchema } from './presence.ts'
import { problemSchema } from './problem.ts'
import { newReservationSchema, reservationChangesSchema } from './reservation.ts'
import { adminSettingsSchema, venueSettingsChangesSchema, venueSettingsSchema } from './settings.ts'
import { scanBatchRequestSchema, scanRequestSchema, scanResponseSchema } from './scan.ts'

/** One line a version: what it was, so that two versions in the field can be told apart. */
const pinned: Record<number, string> = {
  1: '28d93fc3229c9a9d',
}

it('the wire schemas are those of the protocol version; a change of one needs a new version', () => {
  const wire = {
    health: api.healthSchema,
    identity: api.identitySchema,
    pairRequest: api.pairRequestSchema,
    pairResponse: api.pairResponseSchema,
    list: api.listResponseSchema,
    changes: api.changesResponseSchema,
    history: api.historyResponseSchema,
    logRange: api.logRangeSchema,
    newPairingCode: api.newPairingCodeSchema,
    users: usersSchema,
    newUser: newUserSchema,
    userChanges: userChangesSchema,
    pinCheck: pinCheckSchema,
    report: deskReportSchema,
    connections: connectionsSchema,
    numbers: numbersSchema,
    venueSettings: venueSettingsSchema,
    venueSettingsChanges: venueSettingsChangesSchema,
    adminSettings: adminSettingsSchema,
    batchResponse: api.scanBatchResponseSchema,
    event: deskEventSchema,
    connected: connectedSchema,
    reset: resetSchema,
    problem: problemSchema,
    conflict: conflictSchema,
    conflicts: conflictsSchema,
    decideConflict: decideConflictSchema,
    revokedTickets: api.revokedTicketsSchema,
    newTicketKey: newTicketKeySchema,
    newReservation: newReservationSchema,
    reservationChanges: reservationChangesSchema,
    scanRequest: scanRequestSchema,
    scanBatchRequest: scanBatchRequestSchema,
    scanResponse: scanResponseSchema,
  }
  const hash = createHash('sha256')
  for (const [name, schema] of Object.entries(wire)) {
    hash.update(name).update(JSON.stringify(z.toJSONSchema(schema, { io: 'input' })))
  }
  expect(hash.digest('hex').slice(0, 16)).toBe(pinned[protocolVersion])
})
