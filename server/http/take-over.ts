import type { Socket } from 'node:net'
import type { FastifyReply } from 'fastify'

/** The head of an answer without a length, which ends with its connection: what was set so far, and `lines` of its own. */
export function headOf(reply: FastifyReply, lines: string): string {
  let head = `HTTP/1.1 200 OK\r\n${lines}Date: ${new Date().toUTCString()}\r\n`
  const set = reply.getHeaders()
  for (const name in set) {
    const value = set[name]
    if (Array.isArray(value)) for (const one of value) head += `${name}: ${one}\r\n`
    else if (value !== undefined) head += `${name}: ${value}\r\n`
  }
  return `${head}\r\n`
}

/**
 * The connection of a request, to be written to from here on. `null` where it was asked for behind another request
 * whose answer is not finished: a stream needs a connection of its own, and this one is cut.
 */
export function takeOver(reply: FastifyReply): Socket | null {
  const { raw } = reply
  reply.hijack()
  // The answer stays where it is, unfinished, so that Node sends no other on this connection. But what waits for its end
  // would hold request and reply, 3 KiB, for as long as the stream is open.
  for (const event of ['finish', 'error']) raw.removeAllListeners(event)
  // Its answer has no connection yet, and does not end the one that it would get: only the request knows that.
  if (raw.socket === null) reply.request.raw.destroy()
  return raw.socket
}
