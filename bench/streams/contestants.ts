import type { ClientAnswer, ClientAsk, ServerAnswer, ServerAsk, ServerReady } from './messages.ts'
import { startAsked, type Asked } from './process.ts'

export const contestants = ['ours', 'raw', 'better-sse'] as const
export type ContestantName = (typeof contestants)[number]

export interface Pair {
  server: Asked<ServerAsk, ServerAnswer>
  client: Asked<ClientAsk, ClientAnswer>
  ready: ServerReady
}

/** Starts a server and the desks, each on its core, and ends both when the work is done. */
export async function withPair<T>(
  name: ContestantName,
  desks: number,
  work: (pair: Pair) => Promise<T>,
): Promise<T> {
  const server = startAsked<ServerAsk, ServerAnswer>(`servers/${name}.ts`, 0, [String(desks)])
  const client = startAsked<ClientAsk, ClientAnswer>('client.ts', 1)
  try {
    return await work({ server, client, ready: answerOf(await server.next(), 'ready') })
  } finally {
    await client.stop()
    await server.stop()
  }
}

/** The answer, which is of the kind that was asked for. */
export function answerOf<A extends { do: string }, D extends A['do']>(
  answer: A,
  kind: D,
): Extract<A, { do: D }> {
  if (answer.do !== kind) throw new Error(`asked for ${kind}, answered ${answer.do}`)
  return answer as Extract<A, { do: D }>
}

/** Opens streams; with `after`, each goes on after that event. Returns when the first was asked for. */
export async function openStreams(
  { client, ready }: Pair,
  streams: number,
  options: { after?: number; atOnce: number },
): Promise<number> {
  const { port, path: where, tokens } = ready
  const after = options.after ?? null
  const { atOnce } = options
  const answer = await client.ask({ do: 'open', port, path: where, streams, tokens, after, atOnce })
  return answerOf(answer, 'opened').begunAt
}
