import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { z } from 'zod'

/** A client that does nothing but note when each event came: the desks' own work is what comes after. */
export interface BareStream {
  /** When the event of a reservation with so many people in came, in milliseconds since 1970. */
  whenCame(reservationId: string, arrivedCount: number): Promise<number>
  close(): Promise<void>
}

/** What the thread says of each event. */
const cameSchema = z.object({ key: z.string(), at: z.number() })
export type Came = z.infer<typeof cameSchema>

export const keyOf = (reservationId: string, arrivedCount: number): string =>
  `${reservationId} ${arrivedCount}`

/** Opens it in a thread of its own, so that nothing here makes it wait. */
export async function openBareStream(url: string, token: string): Promise<BareStream> {
  const thread = new Worker(new URL('./bare-stream-thread.ts', import.meta.url), {
    workerData: { url, token },
  })
  const came = new Map<string, number>()
  const waiting = new Map<string, (at: number) => void>()
  await once(thread, 'message')
  thread.on('message', (message: unknown) => {
    const { key, at } = cameSchema.parse(message)
    came.set(key, at)
    waiting.get(key)?.(at)
  })
  return {
    whenCame: (id, arrived) => {
      const key = keyOf(id, arrived)
      const at = came.get(key)
      if (at !== undefined) return Promise.resolve(at)
      return new Promise((resolve) => waiting.set(key, resolve))
    },
    close: async () => {
      await thread.terminate()
    },
  }
}
