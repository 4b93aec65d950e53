import { utilityProcess } from 'electron'
import type { StoreTransport } from './transport.ts'

/**
 * Runs the store in a process of Electron's own, which ends with the app.
 * @param entry Path of the store's bundle.
 */
export function utilityTransport(entry: string): StoreTransport {
  return (args) => {
    const child = utilityProcess.fork(entry, [...args], { serviceName: 'Front Desk store', stdio: 'inherit' })
    return {
      send: (message) => child.postMessage(message),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void child.once('exit', listener),
      kill: () => void child.kill(),
    }
  }
}
