import { once } from 'node:events'
import { constants } from 'node:os'
import { openDisplay } from './desk/display.ts'
import { deskCommand, prepareDesk } from './desk/prepare.ts'
import { spawnDesk } from './desk/spawn-desk.ts'
import { runScript } from './failure.ts'
import { say } from './progress.ts'

const help = `Starts one desk from this checkout.

  npm run --silent desk -- --server URL [--token TOKEN] [--user-data DIR] [Chromium's switches]

  --server URL      the server's address, such as http://127.0.0.1:3000
  --token TOKEN     for development and tests; else FRONTDESK_TOKEN, or pairing in the window
  --user-data DIR   where this desk keeps its data; two desks on one machine need two folders
  --help            this text

All switches are passed on to the desk. The exit code is the desk's.`

/** Runs one desk until it ends, with its exit code. */
async function main(): Promise<void> {
  const switches = process.argv.slice(2)
  if (switches.includes('--help')) {
    console.log(help)
    return
  }
  const runtime = await prepareDesk({ for: 'run' })
  const display = await openDisplay()
  if (display.virtual) say(`There is no display: the desk runs on a virtual one (${display.env.DISPLAY}).`)
  try {
    const desk = spawnDesk(deskCommand(runtime), display, switches, 'inherit')
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => desk.kill(signal))
    await once(desk, 'exit')
    const signal = desk.signalCode
    process.exitCode = desk.exitCode ?? (signal === null ? 1 : 128 + constants.signals[signal])
  } finally {
    await display.close()
  }
}

await runScript(main)
