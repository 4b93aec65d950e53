import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { z } from 'zod'
import { until } from './until.ts'

const serverFile = path.join(import.meta.dirname, '../server.ts')

const readyLine = z.object({
  ready: z.literal(true),
  url: z.string(),
  businessId: z.number(),
  tokens: z.object({
    desk: z.string(),
    desk2: z.string(),
    manager: z.string(),
    otherBusinessDesk: z.string(),
  }),
  pairingCode: z.string(),
})

/** The real command, in a process of its own. */
export interface ServerProcess {
  child: ChildProcess
  stdout(): string
  stderr(): string
  exitCode(): Promise<number | null>
}

export function runServer(args: string[], env: Record<string, string> = {}): ServerProcess {
  const child = spawn(process.execPath, [serverFile, ...args], { env: { ...process.env, ...env } })
  let stdout = ''
  let stderr = ''
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const exit = once(child, 'close').then(() => child.exitCode)
  return { child, stdout: () => stdout, stderr: () => stderr, exitCode: () => exit }
}

/** Starts it and waits for its ready line. */
export async function startServerProcess(args: string[], env: Record<string, string> = {}) {
  const server = runServer(args, env)
  const line = await until(() => {
    if (server.child.exitCode !== null) throw new Error(`the server ended: ${server.stderr()}`)
    return /^(\{.*\})\n/.exec(server.stdout())?.[1]
  })
  return { ...server, ready: readyLine.parse(JSON.parse(line)) }
}
