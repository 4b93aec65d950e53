import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { freePort } from './free-port.ts'

/** Whether there is a Redis to test with. */
export const hasRedis = spawnSync('redis-server', ['--version']).status === 0

/** A Redis of this test's own, which keeps nothing. */
export interface TestRedis {
  url: string
  up: () => Promise<void>
  down: () => Promise<void>
}

export async function startRedis(): Promise<TestRedis> {
  const port = await freePort()
  let child: ChildProcess
  const up = async (): Promise<void> => {
    child = spawn('redis-server', ['--port', String(port), '--save', '', '--appendonly', 'no'])
    for (let said = ''; !said.includes('Ready to accept');) {
      if (child.stdout === null) throw new Error('redis-server has no output')
      said += String((await once(child.stdout, 'data'))[0])
    }
  }
  const down = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
  }
  await up()
  return { url: `redis://127.0.0.1:${port}`, up, down }
}
