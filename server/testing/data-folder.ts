import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { runServer, startServerProcess, type ServerProcess } from './server-process.ts'

type Env = Record<string, string>

/** A folder of its own for each test of a file, and the server's command in it. What still runs is killed after the test. */
export interface DataFolder {
  path(...parts: string[]): string
  /** Starts a server and waits for its ready line. */
  serve: (args: string[], env?: Env) => ReturnType<typeof startServerProcess>
  /** Has a process killed after the test. */
  keep<T extends ServerProcess>(server: T): T
  /** Runs the command to its end. Nothing can be asked: it has no terminal. */
  run(args: string[], env?: Env): Promise<{ exitCode: number | null; stdout: string; stderr: string }>
}

export function useDataFolder(): DataFolder {
  let folder = ''
  const running: ServerProcess[] = []
  beforeEach(async () => void (folder = await mkdtemp(path.join(os.tmpdir(), 'frontdesk-test-'))))
  afterEach(async () => {
    for (const server of running.splice(0)) {
      server.child.kill('SIGKILL')
      await server.exitCode()
    }
    await rm(folder, { recursive: true })
  })
  const keep = <T extends ServerProcess>(server: T): T => {
    running.push(server)
    return server
  }
  return {
    path: (...parts) => path.join(folder, ...parts),
    serve: async (args, env) => keep(await startServerProcess(args, env)),
    keep,
    async run(args, env) {
      const command = runServer(args, env)
      command.child.stdin?.end()
      return { exitCode: await command.exitCode(), stdout: command.stdout(), stderr: command.stderr() }
    },
  }
}
