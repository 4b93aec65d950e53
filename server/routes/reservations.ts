import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import {
  historyQuerySchema,
  historyResponseSchema,
  listQuerySchema,
  listResponseSchema,
} from '../../contract/api.ts'
import { uuidSchema } from '../../contract/primitives.ts'
import {
  newReservationSchema,
  reservationChangesSchema,
  reservationSchema,
} from '../../contract/reservation.ts'
import { venueDay } from '../../contract/venue-day.ts'
import { authOf } from '../auth/guard.ts'
import { doingOf, type Context } from '../context.ts'
import { clientsOf } from '../counts/customers.ts'
import { statsOfDay } from '../counts/quarters.ts'
import { logState } from '../events/log.ts'
import { isKnown, sendData } from '../http/data.ts'
import { describeRoute } from '../http/document.ts'
import { sendAnswer, writeOnce } from '../http/idempotency.ts'
import { parse, Refusal } from '../http/refusal.ts'
import {
  changeReservation,
  createReservation,
  deleteReservation,
  type SeenVersion,
} from '../reservations/change.ts'
import { listAsOf } from '../reservations/as-of.ts'
import { historyOf } from '../reservations/history.ts'
import { reservationsOfDay } from '../reservations/rows.ts'
import { findBusiness } from '../storage/businesses.ts'

const idParams = z.object({ id: uuidSchema })

/** The days that a ticket can name are these; what lies outside is a slip of the hand. Compares ISO texts. */
const isBookable = (at: string | undefined): boolean =>
  at === undefined || (at >= '2020-01-02' && at < '2199-06-01')
const outside = 'must lie between 2020 and 2199'
const newReservation = newReservationSchema.refine(({ startsAt }) => isBookable(startsAt), {
  path: ['startsAt'],
  error: outside,
})
const reservationChanges = reservationChangesSchema.refine(({ startsAt }) => isBookable(startsAt), {
  path: ['startsAt'],
  error: outside,
})
const listQuery = listQuerySchema
  .refine(({ date }) => isBookable(date), { path: ['date'], error: outside })
  .refine(({ at, include }) => at === undefined || include === undefined, {
    path: ['include'],
    error: 'stats and clients are as of now: leave "at" out, or "include"',
  })

const key = { 'Idempotency-Key': 'Names this command: sent again with it, it is done once' }
const ifMatch = { 'If-Match': 'The version that was seen, as "3"' }
const list = describeRoute({
  summary: "The reservations of a day of the venue's",
  query: listQuery,
  headers: { 'If-None-Match': 'The ETag of the last answer' },
  answers: { 200: listResponseSchema, 304: null },
})
const history = describeRoute({
  summary: 'All that has happened to a reservation',
  params: idParams,
  query: historyQuerySchema,
  answers: { 200: historyResponseSchema },
})
const create = describeRoute({
  summary: 'A new reservation',
  body: newReservation,
  headers: key,
  answers: { 201: reservationSchema },
})
const change = describeRoute({
  summary: 'Changes the fields that are sent',
  params: idParams,
  body: reservationChanges,
  headers: { ...key, ...ifMatch },
  answers: { 200: reservationSchema },
})
const remove = describeRoute({
  summary: 'Deletes a reservation',
  params: idParams,
  headers: { ...key, ...ifMatch },
  answers: { 204: null },
})

export function reservationRoutes(app: FastifyInstance, context: Context): void {
  const { db, log, keys } = context
  const access = 'desk'

  app.get('/api/reservas', { config: { access, doc: list } }, async (request, reply) => {
    const query = parse(list.query, request.query)
    const { at } = query
    if (at !== undefined) {
      if (authOf(request).device.role === 'desk')
        throw new Refusal('forbidden', 'Only a manager can do this.')
      const past = await db
        .transaction()
        .execute(async (tx) => listAsOf(tx, await findBusiness(tx, query.businessId), at, query.date))
      return reply.header('cache-control', 'private, no-cache').send({ ...past, epoch: context.databaseId })
    }
    // One transaction, so that the cursor is exactly that of the rows.
    const found = await db.transaction().execute(async (tx) => {
      const business = await findBusiness(tx, query.businessId)
      const day = query.date ?? venueDay(context.now(), business)
      const { cursor, rewrites } = await logState(tx, business.id)
      const include = [...new Set(query.include)].sort()
      const version = [context.databaseId, business.id, day, cursor, rewrites, ...include].join('-')
      if (isKnown(request, version)) return { version }
      const reservas = await reservationsOfDay(tx, business.id, business, day)
      const value = {
        reservas,
        cursor,
        epoch: context.databaseId,
        ...(include.includes('stats') && { stats: await statsOfDay(tx, business.id, business, day) }),
        ...(include.includes('clients') && { clients: await clientsOf(tx, business.id, reservas) }),
      }
      return { version, value }
    })
    return sendData(request, reply, found)
  })

  app.get(
    '/api/reservas/:id/history',
    { config: { access: 'manager', doc: history } },
    async (request, reply) => {
      const { id } = parse(history.params, request.params)
      const { since } = parse(history.query, request.query)
      const found = await historyOf(db, authOf(request).businessId, id, since)
      if (!found) throw new Refusal('not_found', 'There has never been such a reservation.')
      // The log holds JSON already.
      const body = `{"events":[${found.lines.join(',')}],"more":${found.more},"complete":${found.complete}}`
      return reply.header('cache-control', 'private, no-cache').type('application/json').send(body)
    },
  )

  app.post('/api/reservas', { config: { access, doc: create } }, async (request, reply) => {
    const body = parse(create.body, request.body)
    const doing = doingOf(context, authOf(request))
    const answer = await writeOnce(log, request, doing, body, async (write) => ({
      status: 201,
      reservation: await createReservation(write, keys, doing, body),
    }))
    return sendAnswer(reply, answer)
  })

  app.put('/api/reservas/:id', { config: { access, doc: change } }, async (request, reply) => {
    const { id } = parse(change.params, request.params)
    const changes = parse(change.body, request.body)
    const seen = seenVersion(request.headers['if-match'])
    const doing = doingOf(context, authOf(request))
    const answer = await writeOnce(log, request, doing, changes, async (write) => ({
      status: 200,
      reservation: await changeReservation(write, keys, doing, id, seen, changes),
    }))
    return sendAnswer(reply, answer)
  })

  app.delete('/api/reservas/:id', { config: { access, doc: remove } }, async (request, reply) => {
    const { id } = parse(remove.params, request.params)
    const seen = seenVersion(request.headers['if-match'])
    const doing = doingOf(context, authOf(request))
    const answer = await writeOnce(log, request, doing, undefined, async (write) => {
      await deleteReservation(write, doing, id, seen)
      return { status: 204 }
    })
    return sendAnswer(reply, answer)
  })
}

function seenVersion(header: string | undefined): SeenVersion {
  if (header === undefined) {
    throw new Refusal('precondition_required', 'Send If-Match with the version that you have seen, as "3".')
  }
  if (header.trim() === '*') return 'any'
  const version = /^\s*"(\d{1,9})"\s*$/.exec(header)?.[1]
  if (version === undefined)
    throw new Refusal('validation', 'If-Match must be one version in quotes, as "3".')
  return Number(version)
}
