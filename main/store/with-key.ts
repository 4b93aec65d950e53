import type { Reply } from './envelope.ts'
import { StoreError } from './store-error.ts'
import type { StoreTransport } from './transport.ts'

/**
 * Starts the store's process, and hands it the key of its file as the first thing it hears: never on a command line
 * or in an environment, where other programs could read it. Where there is no key now, that is said in the process's
 * place: it cannot begin.
 */
export function withKey(start: StoreTransport, key: () => Promise<Buffer>): StoreTransport {
  return (args) => {
    const child = start(args)
    const listeners: ((message: unknown) => void)[] = []
    key().then(
      (bytes) => child.send({ key: bytes.toString('base64') }),
      (error: unknown) => {
        const code = error instanceof StoreError && error.code !== 'unavailable' ? error.code : 'failed'
        const message = error instanceof Error ? error.message : String(error)
        for (const listener of listeners) listener({ kind: 'cannot', code, message } satisfies Reply)
      },
    )
    return {
      ...child,
      onMessage: (listener) => {
        listeners.push(listener)
        child.onMessage(listener)
      },
    }
  }
}
