import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/** Asks a process to end, and after ten seconds makes it. Resolves once it has ended. */
export async function stopProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const force = setTimeout(() => child.kill('SIGKILL'), 10_000)
  await ended
  clearTimeout(force)
}
