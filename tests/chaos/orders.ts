import { z } from 'zod'
import { commands, deskStateSchema, verdictSchema } from '../../contract/ipc.ts'
import { resultOf } from '../../contract/result.ts'

/** What the run asks of a desk in a process of its own. */
export const orderSchema = z.discriminatedUnion('do', [
  z.object({ do: z.literal('scan'), input: commands.scan.input }),
  z.object({ do: z.literal('undo'), input: commands.undoScan.input }),
  z.object({ do: z.literal('create'), input: commands.createReservation.input }),
  z.object({ do: z.literal('update'), input: commands.updateReservation.input }),
  z.object({ do: z.literal('state') }),
  /** The network is there again, as the system says it. */
  z.object({ do: z.literal('wake') }),
  z.object({ do: z.literal('retry') }),
  /** The computer's clock goes wrong by so much, or right again. */
  z.object({ do: z.literal('clock'), offsetMs: z.number() }),
  /** Bytes that main holds, after everything that is garbage was collected. */
  z.object({ do: z.literal('memory') }),
  z.object({ do: z.literal('stop') }),
])
export type Order = z.input<typeof orderSchema>
export const requestSchema = z.object({ id: z.number(), order: orderSchema })

/** What each order is answered with; the others with nothing. */
export const answers = {
  scan: resultOf(verdictSchema),
  undo: resultOf(verdictSchema),
  create: commands.createReservation.output,
  update: commands.updateReservation.output,
  state: deskStateSchema,
  memory: z.number(),
} as const

/** What a desk in a process of its own says. */
export const replySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('started') }),
  z.object({ kind: z.literal('answer'), id: z.number(), value: z.unknown().optional() }),
  /** The server has confirmed what the desk shows. */
  z.object({ kind: z.literal('fresh') }),
  /** The host was shown a conflict. */
  z.object({ kind: z.literal('conflict'), reservationId: z.string().nullable() }),
])
export type Reply = z.infer<typeof replySchema>
