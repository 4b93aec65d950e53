import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import { keyOf, type Came } from './bare-stream.ts'

const { url, token } = z.object({ url: z.url(), token: z.string() }).parse(workerData)
const eventSchema = z.object({
  reservation: z.object({ id: z.string(), arrivedCount: z.number() }).optional(),
})

const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
if (!response.ok || !response.body) throw new Error(`The stream was refused with ${response.status}.`)
parentPort?.postMessage('open')

let rest = ''
for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
  const at = performance.timeOrigin + performance.now()
  const lines = (rest + chunk).split('\n')
  rest = lines.pop() ?? ''
  for (const line of lines) {
    if (!line.startsWith('data:')) continue
    const { reservation } = eventSchema.parse(JSON.parse(line.slice('data:'.length)))
    if (!reservation) continue
    const came: Came = { key: keyOf(reservation.id, reservation.arrivedCount), at }
    parentPort?.postMessage(came)
  }
}
