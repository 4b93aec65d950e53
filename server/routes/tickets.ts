import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { uuidSchema } from '../../contract/primitives.ts'
import { authOf } from '../auth/guard.ts'
import type { Context } from '../context.ts'
import { parse, Refusal } from '../http/refusal.ts'
import { findReservation } from '../reservations/rows.ts'
import { qrPng, qrSvg } from '../tickets/qr.ts'
import { ticketText } from '../tickets/ticket.ts'

const idParams = z.object({ id: uuidSchema })

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
  const config = { access: 'desk' } as const
  app.get('/api/reservas/:id/qr.svg', { config }, route('image/svg+xml', qrSvg))
  app.get('/api/reservas/:id/qr.png', { config }, route('image/png', qrPng))
  app.get(
    '/api/reservas/:id/qr.txt',
    { config },
    route('text/plain; charset=utf-8', (text) => text),
  )
}
