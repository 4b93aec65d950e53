import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { describe, it } from 'vitest'
import { freePort } from '../testing/free-port.ts'
import { describeBus } from './contract.ts'
import { redisBus } from './redis.ts'

const isThere = spawnSync('redis-server', ['--version']).status === 0

describe('Redis', () => {
  if (!isThere) {
    it('wakes instances up', (test) => test.skip('redis-server is not on the PATH'))
    return
  }
  describeBus(async () => {
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
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
    }
    await up()
    return {
      up,
      down,
      remove: down,
      open: (sleeper) => redisBus(`redis://127.0.0.1:${port}`, 'test', sleeper),
    }
  })
})
