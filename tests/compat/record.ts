import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { Failure, runScript } from '../../scripts/failure.ts'
import { say } from '../../scripts/progress.ts'
import { TestServer } from '../e2e/support/server.ts'
import { converse, partyId, type DeskClient } from './conversation.ts'
import { earlierCommit, layOutEarlier, whyNoEarlier } from './earlier.ts'
import { recording, type Exchange, type WireRecord } from './exchanges.ts'

/** Of another commit: that it is there is all that can be checked. */
const taken = <F>() => z.custom<F>((value) => typeof value === 'function')
const apiSchema = z.object({
  pair: taken<DeskClient['pair']>(),
  createApi: taken<DeskClient['createApi']>(),
})
const streamSchema = z.object({ openEventStream: taken<DeskClient['openEventStream']>() })

/**
 * Records what the desk and the server of the earlier commit say to each other, for clones that do not have it:
 * `node tests/compat/record.ts`, after another commit was named in earlier.ts.
 */
async function main(): Promise<void> {
  const why = await whyNoEarlier()
  if (why !== undefined) throw new Failure(why)
  const folder = mkdtempSync(path.join(tmpdir(), 'front-desk-earlier-'))
  const checkout = path.join(folder, 'checkout')
  const server = new TestServer({
    checkout,
    dataDir: path.join(folder, 'data'),
    logFile: path.join(folder, 'log'),
  })
  try {
    await layOutEarlier(checkout)
    await server.start()
    const desk: DeskClient = {
      ...apiSchema.parse(await import(path.join(checkout, 'main/http/api.ts'))),
      ...streamSchema.parse(await import(path.join(checkout, 'main/live/event-stream.ts'))),
    }
    const { url, pairingCode } = server.ready
    const { fetch, exchanges } = recording()
    const at = new Date().toISOString()
    await converse(desk, { server: url, pairingCode, at, fetch })
    const record: WireRecord = { commit: earlierCommit, at, exchanges: exchanges().map(withoutOthers) }
    const file = path.join(import.meta.dirname, 'wire.json')
    writeFileSync(file, textOf(record))
    say(`${path.relative(process.cwd(), file)}: ${record.exchanges.length} requests with their answers.`)
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

const listSchema = z.looseObject({
  reservas: z.array(z.looseObject({ id: z.string() })),
  clients: z.array(z.unknown()),
})

/** A list of the demo's whole evening says no more than one of its rows. */
function withoutOthers(exchange: Exchange): Exchange {
  const list = listSchema.safeParse(exchange.answer.body)
  if (!list.success) return exchange
  const { reservas, clients } = list.data
  const own = reservas.filter(({ id }) => id === partyId)
  const body = { ...list.data, reservas: own, clients: clients.slice(0, 1) }
  return { ...exchange, answer: { ...exchange.answer, body } }
}

/** A line for each exchange. Whoever looks for secrets in here shall not find one, though its server is gone. */
function textOf({ exchanges, ...said }: WireRecord): string {
  const lines = exchanges.map((exchange) => JSON.stringify(exchange)).join(',\n')
  const text = `${JSON.stringify(said).slice(0, -1)},"exchanges":[\n${lines}\n]}\n`
  return text.replaceAll(/\bfd_[\w-]+/g, 'the-token')
}

await runScript(main)
