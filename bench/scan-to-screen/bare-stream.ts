import { z } from 'zod'

const eventSchema = z.object({
  reservation: z.object({ id: z.string(), arrivedCount: z.number() }).optional(),
})

/** A client that does nothing but note when each event came: the desks' own work is what comes after. */
export interface BareStream {
  /** When the event of a reservation with so many people in came, in milliseconds since 1970. */
  cameAt(reservationId: string, arrivedCount: number): number | undefined
  close(): Promise<void>
}

export async function openBareStream(url: string, token: string): Promise<BareStream> {
  const abort = new AbortController()
  const came = new Map<string, number>()
  const response = await fetch(url, { headers: { authorization: `Bearer ${token}` }, signal: abort.signal })
  if (!response.ok || !response.body) throw new Error(`The stream was refused with ${response.status}.`)
  const text = response.body.pipeThrough(new TextDecoderStream())
  const done = note(text, came).catch((error: unknown) => {
    if (!abort.signal.aborted) throw error
  })
  return {
    cameAt: (id, arrived) => came.get(`${id} ${arrived}`),
    close: async () => {
      abort.abort()
      await done
    },
  }
}

async function note(text: ReadableStream<string>, came: Map<string, number>): Promise<void> {
  let rest = ''
  for await (const chunk of text) {
    const at = performance.timeOrigin + performance.now()
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) {
      if (!line.startsWith('data:')) continue
      const { reservation } = eventSchema.parse(JSON.parse(line.slice('data:'.length)))
      if (!reservation) continue
      const { id, arrivedCount } = reservation
      if (!came.has(`${id} ${arrivedCount}`)) came.set(`${id} ${arrivedCount}`, at)
    }
  }
}
