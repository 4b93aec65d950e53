/** Starts a store and tells its process id, for the test that kills this process. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'

const child = spawn(process.execPath, process.argv.slice(2), {
  stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
})
child.send({ key: Buffer.alloc(32, 7).toString('base64') })
await once(child, 'message')
process.send?.(child.pid)
