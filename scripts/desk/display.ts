import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { Readable } from 'node:stream'
import { firstMatch } from './first-match.ts'
import { stopProcess } from './stop-process.ts'

/** Where windows appear: `env` is what a program needs to be told to use it. */
export interface Display {
  virtual: boolean
  env: Record<string, string>
  close(): Promise<void>
}

/** The user's own display where there is one, else a virtual one with a session bus of its own. */
export async function openDisplay(): Promise<Display> {
  const own =
    process.platform !== 'linux' ||
    process.env.DISPLAY !== undefined ||
    process.env.WAYLAND_DISPLAY !== undefined
  return own ? { virtual: false, env: {}, close: () => Promise.resolve() } : openVirtualDisplay()
}

async function openVirtualDisplay(): Promise<Display> {
  const daemons: ChildProcess[] = []
  const close = async (): Promise<void> => {
    for (const daemon of daemons.reverse()) await stopProcess(daemon)
  }
  try {
    // Xvfb finds a free number by itself, and says it once it accepts windows.
    const screen = ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp']
    const number = await startDaemon(daemons, 'Xvfb', screen, /^(\d+)$/m)
    const bus = ['--session', '--nofork', '--nopidfile', '--print-address=3']
    const address = await startDaemon(daemons, 'dbus-daemon', bus, /^(unix:\S+)$/m)
    return { virtual: true, env: { DISPLAY: `:${number}`, DBUS_SESSION_BUS_ADDRESS: address }, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** Starts a program that writes to descriptor 3 where it can be reached, and gives that. */
async function startDaemon(
  daemons: ChildProcess[],
  command: string,
  args: string[],
  pattern: RegExp,
): Promise<string> {
  // A group of its own: Ctrl-C must reach the desk first, the display last.
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'], detached: true })
  await once(child, 'spawn')
  daemons.push(child)
  const answer = child.stdio[3]
  if (!(answer instanceof Readable)) throw new Error(`${command} was started without its descriptor 3.`)
  return firstMatch(child, answer, pattern, command)
}
