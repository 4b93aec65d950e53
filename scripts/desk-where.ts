import { deskCommand, prepareDesk } from './desk/prepare.ts'
import { runScript } from './failure.ts'

/** What a program launched by Electron cannot do without, where the launcher passes nothing else on. */
const sessionVariables = [
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'XAUTHORITY',
  'XDG_RUNTIME_DIR',
  'DBUS_SESSION_BUS_ADDRESS',
  'HOME',
]

/** Prints how the built desk is started, as one JSON line that Playwright's `_electron.launch` takes. */
async function main(): Promise<void> {
  const { executablePath, args, env } = deskCommand(await prepareDesk({ for: 'run' }))
  // Playwright gives the desk `env` in place of its own environment.
  const session = sessionVariables.flatMap((name) => {
    const value = process.env[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  console.log(JSON.stringify({ executablePath, args, env: { ...Object.fromEntries(session), ...env } }))
}

await runScript(main)
