import { spawn, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import { z } from 'zod'
import { firstMatch } from '../desk/first-match.ts'
import { nodeBinary, root } from '../paths.ts'
import { openLog } from './logs.ts'

const readyLine = z.object({
  ready: z.literal(true),
  url: z.url(),
  businessId: z.number(),
  tokens: z.object({ desk: z.string(), desk2: z.string(), manager: z.string() }),
  pairingCode: z.string(),
})

/** What the server says once it is ready. */
export type Ready = z.infer<typeof readyLine>

/** Starts the server with demo data on a free port. It is in a group of its own: signals reach it from us. */
export function spawnDemoServer(): ChildProcess {
  const server = path.join(root, 'server/server.ts')
  return spawn(nodeBinary(), [server, '--demo', '--port', '0'], {
    cwd: root,
    stdio: ['ignore', 'pipe', openLog('server')],
    detached: true,
  })
}

/** Waits until the server answers requests. Rejects where it ends first, or after a minute. */
export async function whenReady(server: ChildProcess): Promise<Ready> {
  if (server.stdout === null) throw new Error('The server was started without a pipe for its stdout.')
  const line = await firstMatch(server, server.stdout, /^(\{"ready".*\})$/m, 'The server')
  return readyLine.parse(JSON.parse(line))
}
