import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { openDisplay } from './desk/display.ts'
import { firstMatch } from './desk/first-match.ts'
import { deskCommand, prepareDesk } from './desk/prepare.ts'
import { spawnDesk } from './desk/spawn-desk.ts'
import { stopProcess } from './desk/stop-process.ts'
import type { ElectronRuntime } from './electron-runtime.ts'
import { Failure, runScript } from './failure.ts'
import { say, withProgress } from './progress.ts'
import { spawnDemoServer, whenReady } from './start/demo-server.ts'
import { logOutput, logTail } from './start/logs.ts'
import { savePicture } from './start/picture.ts'
import { welcome } from './start/welcome.ts'

/** What has to be undone at the end, the last first. */
type CleanUp = (() => Promise<unknown>)[]

/** Runs the product with demo data until a signal, or until the desk is closed; with `--manager`, a manager's app. */
async function main(): Promise<void> {
  const runtime = await prepareDesk({ for: 'run' })
  const cleanUp: CleanUp = []
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => stop.abort())
  const stopped = once(stop.signal, 'abort').then(() => say('Stopping …'))
  try {
    await Promise.race([stopped, show(runtime, cleanUp, stop.signal)])
  } finally {
    for (const undo of cleanUp.reverse()) await undo()
  }
}

/** Starts server and desk, tells the person about them, and resolves when the desk is closed. */
async function show(runtime: ElectronRuntime, cleanUp: CleanUp, stop: AbortSignal): Promise<void> {
  const server = spawnDemoServer()
  cleanUp.push(() => stopProcess(server))
  const ready = await withProgress('Starting the server', () => whenReady(server)).catch((error: unknown) => {
    throw error instanceof Failure ? new Failure(`${error.message}\n${logTail('server')}`) : error
  })

  const display = await openDisplay()
  cleanUp.push(() => display.close())
  if (display.virtual)
    say('There is no display: the desk runs on a virtual one, and a picture of it is saved.')
  const userData = await mkdtemp(path.join(tmpdir(), 'front-desk-'))
  cleanUp.push(() => rm(userData, { recursive: true, force: true, maxRetries: 5 }))

  const asManager = process.argv.includes('--manager')
  const token = asManager ? ready.tokens.manager : ready.tokens.desk
  const switches = ['--server', ready.url, '--token', token, '--user-data', userData]
  if (display.virtual) switches.push('--remote-debugging-port=0')
  const desk = spawnDesk(deskCommand(runtime), display, switches, ['ignore', 'pipe', 'pipe'])
  cleanUp.push(() => stopProcess(desk))
  const ended = Promise.race([whenEnded(desk, 'desk'), whenEnded(server, 'server')])
  logOutput(desk, 'desk')

  const picture = display.virtual ? await Promise.race([orItsEnd(pictureOf(desk), ended), ended]) : undefined
  if (stop.aborted) return
  console.log(welcome({ ready, electron: runtime.describe, picture, asManager }))
  await ended
}

/** A desk that dies takes the connection with it first: that it died is the better reason. */
async function orItsEnd(picture: Promise<string>, ended: Promise<undefined>): Promise<string> {
  try {
    return await picture
  } catch (error) {
    await Promise.race([ended, delay(2_000)])
    throw error
  }
}

/** Resolves when the part has ended as it was asked to; rejects with its last words when it failed. */
async function whenEnded(part: ChildProcess, name: 'server' | 'desk'): Promise<undefined> {
  await once(part, 'exit')
  if (part.exitCode !== 0) {
    const how = part.exitCode === null ? `by ${part.signalCode}` : `with exit ${part.exitCode}`
    throw new Failure(`The ${name} ended ${how}. ${logTail(name)}`)
  }
  return undefined
}

async function pictureOf(desk: ChildProcess): Promise<string> {
  if (desk.stderr === null) throw new Error('The desk was started without a pipe for its stderr.')
  const devtools = await firstMatch(desk, desk.stderr, /DevTools listening on (ws:\S+)/, 'The desk')
  return withProgress('Waiting for live arrivals', () => savePicture(devtools))
}

await runScript(main)
