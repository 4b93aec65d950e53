import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { uuidSchema } from '../../contract/primitives.ts'
import { authOf } from '../auth/guard.ts'
import type { Context } from '../context.ts'
import { describeRoute } from '../http/document.ts'
import { parse, Refusal } from '../http/refusal.ts'
import { findReservation } from '../reservations/rows.ts'
import { qrPng, qrSvg } from '../tickets/qr.ts'
import { ticketText } from '../tickets/ticket.ts'

const idParams = z.object({ id: uuidSchema })
const ticketDoc = (type: string) =>
  describeRoute({ summary: "The guest's ticket", params: idParams, answers: { 200: { type } } })

/** The guest's ticket as a picture, and as the text that the picture says. */
export function ticketRoutes(app: FastifyInstance, context: Context): void {
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
