import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { reservationSchema, type Reservation } from '../../contract/reservation.ts'
import type { Doing, EventLog, Write } from '../events/log.ts'
import { parse, Refusal } from './refusal.ts'

export interface Answer {
  status: 200 | 201 | 204
  reservation?: Reservation
}

const keySchema = z
  .string()
  .regex(/^[\x21-\x7e]{1,200}$/, 'Idempotency-Key has 1 to 200 visible ASCII characters')

/**
 * Runs a command once for its Idempotency-Key: a replay gets the first answer, and another request with the same key 409.
 * Only what succeeded is kept. A refusal changed nothing, so it is judged again, as a 412 must be after a fresh If-Match;
 * for the same reason If-Match is not part of what makes two requests the same.
 */
export async function writeOnce(
  log: EventLog,
  request: FastifyRequest,
  doing: Doing,
  body: unknown,
  work: (write: Write) => Promise<Answer>,
): Promise<Answer> {
  const header = request.headers['idempotency-key']
  if (header === undefined) return log.write(work, doing.businessId)
  const key = parse(keySchema, header)
  const fingerprint = createHash('sha256')
    .update(JSON.stringify([request.method, request.routeOptions.url, request.params, body ?? null]))
    .digest('hex')

  return log.write(async (write) => {
    const kept = await write.tx
      .selectFrom('idempotency')
      .select(['fingerprint', 'status', 'body'])
      .where('business_id', '=', doing.businessId)
      .where('key', '=', key)
      .executeTakeFirst()
    if (kept && kept.fingerprint !== fingerprint) {
      throw new Refusal(
        'idempotency_key_reused',
        'Make a new key for each command, and keep it for its retries.',
      )
    }
    if (kept) return keptAnswer.parse(kept)
    const answer = await work(write)
    await write.tx
      .insertInto('idempotency')
      .values({
        business_id: doing.businessId,
        key,
        fingerprint,
        status: answer.status,
        body: answer.reservation ? JSON.stringify(answer.reservation) : null,
        created_at: doing.now.toISOString(),
      })
      .execute()
    return answer
  }, doing.businessId)
}

const keptAnswer = z
  .object({ status: z.literal([200, 201, 204]), body: z.string().nullable() })
  .transform(({ status, body }): Answer => {
    return body === null ? { status } : { status, reservation: reservationSchema.parse(JSON.parse(body)) }
  })

export function sendAnswer(reply: FastifyReply, { status, reservation }: Answer): FastifyReply {
  reply.code(status)
  if (!reservation) return reply.send()
  if (status === 201) reply.header('location', `/api/reservas/${reservation.id}`)
  return reply.header('etag', `"${reservation.version}"`).send(reservation)
}
