import type { StoreTransport } from './transport.ts'

/**
 * Starts the store's process, and hands it the key of its file as the first thing it hears: never on a command line
 * or in an environment, where other programs could read it.
 */
export function withKey(start: StoreTransport, key: () => Promise<Buffer>): StoreTransport {
  return (args) => {
    const child = start(args)
    key().then(
      (bytes) => child.send({ key: bytes.toString('base64') }),
      // Whoever reads the key says why. Without it nothing can be read or kept, and it is asked for again.
      () => child.kill(),
    )
    return child
  }
}
