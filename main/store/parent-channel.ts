import { keySchema, requestSchema } from './envelope.ts'
import type { Reply, Request } from './envelope.ts'

/** The process's own end of the channel, the same under Electron and under a plain Node. */
export interface ParentChannel {
  send(reply: Reply): void
  /** The key that it is handed before it is asked anything. Called once. */
  onKey(listener: (key: Buffer) => void): void
  onRequest(listener: (request: Request) => void): void
  /** The one that started this process is gone, however it went. */
  onClose(listener: () => void): void
}

/** Throws where this process was started by hand: nobody could ask it anything. */
export function parentChannel(): ParentChannel {
  const listen = (listener: (request: Request) => void) => (message: unknown) => {
    const request = requestSchema.safeParse(message)
    if (request.success) listener(request.data)
    else process.stderr.write('store: a message that is no request was dropped\n')
  }
  const listenForKey = (listener: (key: Buffer) => void) => (message: unknown) =>
    listener(Buffer.from(keySchema.parse(message).key, 'base64'))
  const port = 'parentPort' in process ? process.parentPort : undefined
  if (port) {
    return {
      send: (reply) => port.postMessage(reply),
      onKey: (listener) => {
        const take = listenForKey(listener)
        port.once('message', (event) => take(event.data))
      },
      onRequest: (listener) => {
        const take = listen(listener)
        port.on('message', (event) => take(event.data))
      },
      // Chromium ends its utility processes together with the app.
      onClose: () => undefined,
    }
  }
  const send = process.send?.bind(process)
  if (!send) throw new Error('The store is started by the desk, not by hand.')
  // A Ctrl-C reaches every process of a terminal; this one ends when main has nothing more to ask.
  process.on('SIGINT', () => undefined)
  process.on('SIGTERM', () => undefined)
  return {
    send: (reply) => void send(reply, undefined, undefined, () => undefined),
    onKey: (listener) => void process.once('message', listenForKey(listener)),
    onRequest: (listener) => void process.on('message', listen(listener)),
    onClose: (listener) => void process.on('disconnect', listener),
  }
}
