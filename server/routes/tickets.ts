import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { revokedQuerySchema, revokedTicketsSchema } from '../../contract/api.ts'
import { uuidSchema } from '../../contract/primitives.ts'
import { reservationSchema } from '../../contract/reservation.ts'
import { venueDay } from '../../contract/venue-day.ts'
import { authOf } from '../auth/guard.ts'
import { doingOf, type Context } from '../context.ts'
import { lastSeq } from '../events/log.ts'
import { describeRoute } from '../http/document.ts'
import { sendAnswer, writeOnce } from '../http/idempotency.ts'
import { parse, Refusal } from '../http/refusal.ts'
import { reissueTicket } from '../reservations/change.ts'
import { findReservation } from '../reservations/rows.ts'
import { findBusiness } from '../storage/businesses.ts'
import { qrPng, qrSvg } from '../tickets/qr.ts'
import { revokedTickets, ticketText } from '../tickets/ticket.ts'

const idParams = z.object({ id: uuidSchema })
const revoked = describeRoute({
  summary: 'Tickets that are refused now, though their day has not passed',
  query: revokedQuerySchema,
  answers: { 200: revokedTicketsSchema },
})
const reissue = describeRoute({
  summary: 'A new ticket for a reservation; the old one is refused from now on',
  params: idParams,
  headers: { 'Idempotency-Key': 'Names this command: sent again with it, it is done once' },
  answers: { 201: reservationSchema },
})
const ticketDoc = (type: string) =>
  describeRoute({ summary: "The guest's ticket", params: idParams, answers: { 200: { type } } })

/** The guest's ticket as a picture and as the text that the picture says; a new one in its place; those that are revoked. */
export function ticketRoutes(app: FastifyInstance, context: Context): void {
  const { db, log, keys } = context

  app.post(
    '/api/reservas/:id/ticket',
    { config: { access: 'desk', doc: reissue } },
    async (request, reply) => {
      const { id } = parse(reissue.params, request.params)
      const doing = doingOf(context, authOf(request))
      const answer = await writeOnce(log, request, doing, undefined, async (write) => ({
        status: 201,
        reservation: await reissueTicket(write, keys, doing, id),
      }))
      return sendAnswer(reply, answer)
    },
  )

  app.get('/api/tickets/revoked', { config: { access: 'desk', doc: revoked } }, async (request, reply) => {
    const { since } = parse(revoked.query, request.query)
    const { businessId } = authOf(request)
    const answer = await db.transaction().execute(async (tx) => {
      const today = venueDay(context.now(), await findBusiness(tx, businessId))
      return {
        revoked: await revokedTickets(tx, businessId, since === undefined ? { today } : { since }),
        cursor: await lastSeq(tx, businessId),
      }
    })
    return reply.header('cache-control', 'private, no-cache').send(answer)
  })

  const route =
    (type: string, draw: (text: string) => Promise<string | Buffer> | string) =>
    async (request: FastifyRequest, reply: FastifyReply) => {
      const { id } = parse(idParams, request.params)
      const reservation = await findReservation(context.db, authOf(request).businessId, { id })
      if (!reservation) throw new Refusal('not_found', 'There is no such reservation.')
      const text = await ticketText(context.db, context.keys, reservation.ticketId)
      return reply
        .type(type)
        .header('cache-control', 'private, no-store')
        .send(await draw(text))
    }
  const config = (type: string) => ({ access: 'desk', doc: ticketDoc(type) }) as const
  app.get('/api/reservas/:id/qr.svg', { config: config('image/svg+xml') }, route('image/svg+xml', qrSvg))
  app.get('/api/reservas/:id/qr.png', { config: config('image/png') }, route('image/png', qrPng))
  app.get(
    '/api/reservas/:id/qr.txt',
    { config: config('text/plain') },
    route('text/plain; charset=utf-8', (text) => text),
  )
}
