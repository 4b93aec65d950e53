import { z } from 'zod'

/** Main to the process: one question. Ids are counted, and a question that is asked again keeps its id. */
export const requestSchema = z.object({ id: z.number().int().positive(), body: z.unknown() })
export type Request = z.infer<typeof requestSchema>

/** Main to the process, before anything else: the key of what the file holds of guests. */
export const keySchema = z.object({ key: z.base64() })

/** Stable words for why the process said no. */
export const errorCodeSchema = z.enum([
  'bad_request',
  'disk_full',
  'read_only',
  'locked',
  'keyring_away',
  'failed',
])
export type StoreErrorCode = z.infer<typeof errorCodeSchema>

/** The process to main: once that it is ready, or cannot be; then one answer to each question, in the order of the questions. */
export const replySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), info: z.unknown() }),
  /** In the place of that: it cannot begin, and ends. */
  z.object({ kind: z.literal('cannot'), code: errorCodeSchema, message: z.string() }),
  z.object({ kind: z.literal('value'), id: z.number().int(), value: z.unknown() }),
  z.object({ kind: z.literal('error'), id: z.number().int(), code: errorCodeSchema, message: z.string() }),
])
export type Reply = z.infer<typeof replySchema>
