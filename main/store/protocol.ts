import { z } from 'zod'
import { identitySchema } from '../../contract/api.ts'
import { clientSchema } from '../../contract/customer.ts'
import { conflictSchema } from '../../contract/conflict.ts'
import { cursorSchema, epochSchema } from '../../contract/events.ts'
import { historyEventSchema } from '../../contract/history.ts'
import { settingsSchema, verdictSchema } from '../../contract/ipc.ts'
import { instantSchema, uuidSchema } from '../../contract/primitives.ts'
import { reservationSchema, ticketIdSchema } from '../../contract/reservation.ts'
import { alertMemorySchema } from '../alerts/memory.ts'
import { outboxEntrySchema } from './outbox-entry.ts'

/** What was deleted: the version guards against an older answer, the ticket against its guest. */
export const goneSchema = z.object({
  id: uuidSchema,
  version: z.number().int(),
  ticketId: ticketIdSchema,
})
export type Gone = z.infer<typeof goneSchema>

/**
 * One transaction: all of it is on the disk, or none. Every part puts a value in its place or takes it away,
 * so doing the same changes again in the same order ends the same.
 */
export const changeSchema = z
  .object({
    /** Everything goes, before anything else of this change: the desk belongs to another venue now. */
    clear: z.literal(true),
    identity: identitySchema,
    settings: settingsSchema,
    alerts: alertMemorySchema,
    /** `null`: a snapshot is needed. */
    cursor: cursorSchema.nullable(),
    /** Of the log that the cursor is of; `null`: the server did not say. */
    epoch: epochSchema.nullable(),
    freshAt: instantSchema,
    /** All rows and deletions give way to those of this change. */
    replaceRows: z.literal(true),
    rows: z.array(reservationSchema),
    gone: z.array(goneSchema),
    /** What is known of the guests of `rows` from before, in the place of all that was known. */
    clients: z.array(clientSchema),
    /** What happened to reservations, for their history. */
    events: z.array(historyEventSchema),
    /** Tickets that are refused: more of them, and with `replaceRows` all. */
    revoked: z.array(ticketIdSchema),
    /** All scans on which desk and server disagree and nobody has decided, in the place of those that were known. */
    conflicts: z.array(conflictSchema),
    /** How far this computer's clock was ahead of the server's. */
    clockOffsetMs: z.number(),
    /** New entries go to the end; known ones are changed where they are. */
    entries: z.array(outboxEntrySchema),
    entriesDone: z.array(uuidSchema),
    /** New verdicts go on top; known ones are changed where they are. */
    verdicts: z.array(verdictSchema),
    /** Guests whose time is over go, down to the bytes. */
    forget: z.object({
      /** With their histories, and what is left of those that are no row any more. */
      rows: z.array(uuidSchema),
      verdicts: z.array(uuidSchema),
      /** Whose `clients` stay. */
      clientKeys: z.array(z.string()),
      /** Files that were put aside before this go, too. */
      before: instantSchema,
    }),
  })
  .partial()
export type Change = z.infer<typeof changeSchema>

/** Verdicts that are kept; older ones are forgotten. */
export const scanLogLength = 500
/** Events that are kept for the histories of the reservations on the list; older ones are forgotten. */
export const historyLength = 10_000
/** Deletions that are kept: an answer that could bring one back is seconds old, and a ticket of an older one is unknown. */
export const goneLength = 1_000
/** Rows in one answer: few enough that another question does not wait long for it. */
export const pageLength = 1000

/** Records that an older version wrote and this one cannot read. They are left out, and stay in the file. */
const unreadable = z.number().int().min(0)

/** Everything but the rows. */
export const loadedSchema = z.object({
  // The store has not read it: one that cannot be read is none.
  identity: z.unknown().pipe(identitySchema.nullable().catch(null)),
  settings: settingsSchema.nullable(),
  alerts: alertMemorySchema.nullable(),
  cursor: cursorSchema.nullable(),
  epoch: epochSchema.nullable(),
  freshAt: instantSchema.nullable(),
  gone: z.array(goneSchema),
  revoked: z.array(ticketIdSchema),
  conflicts: z.array(conflictSchema),
  clockOffsetMs: z.number(),
  /** In the order in which they are to be sent. */
  entries: z.array(outboxEntrySchema),
  /** Newest first. */
  verdicts: z.array(verdictSchema),
  unreadable,
})
export type Loaded = z.infer<typeof loadedSchema>

/** What the store can be asked. `writes` tells those that change the file from those that only read it. */
export const queries = {
  load: { writes: false, input: z.null(), output: loadedSchema },
  /**
   * Rows in the order of their ids, from after an id. `next` is where to read on; `null` at the end.
   * `json` is an array of reservations that the contract's schema has read, as text: to read it again would hold up the
   * first list by more than all the rest.
   */
  rows: {
    writes: false,
    input: z.object({ after: z.string() }),
    output: z.object({ json: z.string(), next: z.string().nullable(), unreadable }),
  },
  /** What is known of a guest besides the row. Read when somebody looks: main keeps none of it in memory. */
  guest: {
    writes: false,
    input: z.object({ id: uuidSchema, clientKey: z.string().nullable() }),
    output: z.object({ client: clientSchema.nullable(), events: z.array(historyEventSchema) }),
  },
  commit: { writes: true, input: changeSchema, output: z.null() },
  /** Ends the process when everything before is on the disk. */
  close: { writes: true, input: z.null(), output: z.null() },
} as const
export type Queries = typeof queries
export type QueryName = keyof Queries
export type QueryInput<N extends QueryName> = z.input<Queries[N]['input']>
/** As the store answers, and as main has read it. */
export type QueryAnswer<N extends QueryName> = z.input<Queries[N]['output']>
export type QueryOutput<N extends QueryName> = z.output<Queries[N]['output']>

/** One question as it goes to the process, inside the supervisor's envelope. */
export const querySchema = z.discriminatedUnion('query', [
  z.object({ query: z.literal('load'), input: queries.load.input }),
  z.object({ query: z.literal('rows'), input: queries.rows.input }),
  z.object({ query: z.literal('guest'), input: queries.guest.input }),
  z.object({ query: z.literal('commit'), input: queries.commit.input }),
  z.object({ query: z.literal('close'), input: queries.close.input }),
])
export type Query = z.infer<typeof querySchema>

/**
 * What the process says once, when it is ready. `putAside`: what became of a damaged file.
 * `generation` names the file's content: another one means that what main wrote before is not in it.
 */
export const readySchema = z.object({
  putAside: z
    .object({ file: z.string(), saved: z.number(), whole: z.boolean(), otherKey: z.boolean() })
    .nullable(),
  generation: z.string(),
})
export type Ready = z.infer<typeof readySchema>
