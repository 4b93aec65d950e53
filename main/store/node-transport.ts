import { spawn } from 'node:child_process'
import type { StoreTransport } from './transport.ts'

/**
 * Runs the store under a Node of its own, for a runtime that cannot load the database's addon.
 * @param node Path of a Node >= 22.
 * @param entry Path of the store's bundle, or of `process.ts` itself.
 */
export function nodeTransport(node: string, entry: string): StoreTransport {
  return (args) => {
    const child = spawn(node, [entry, ...args], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      // Texts of a thousand rows go as they are, not as texts within texts.
      serialization: 'advanced',
      env: withoutRuntimeSwitches(process.env),
    })
    let ended = false
    const exitListeners: ((code: number | null) => void)[] = []
    const end = (code: number | null): void => {
      if (ended) return
      ended = true
      for (const listener of exitListeners) listener(code)
    }
    child.on('exit', end)
    // Also where it could not be started at all; then there is no `exit`.
    child.on('error', () => end(null))
    return {
      send: (message) => {
        // A process that died a moment ago says so with `exit`: what is not answered is asked again then.
        if (child.connected) child.send(message as object, () => undefined)
      },
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void exitListeners.push(listener),
      kill: () => void child.kill('SIGKILL'),
    }
  }
}

/** Switches that are meant for Electron or for the Node that runs main would change what the store's Node does. */
function withoutRuntimeSwitches(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const cleaned = { ...env }
  delete cleaned.ELECTRON_RUN_AS_NODE
  delete cleaned.NODE_OPTIONS
  return cleaned
}
