import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { Refusal } from '../http/refusal.ts'

const loopback = /^(::1|(::ffff:)?127\.\d+\.\d+\.\d+)$/
const loopbackHost = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/i
/** A request with one of these came through a proxy, which may stand on this machine. */
const forwarding = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'cf-connecting-ip', 'via']

/**
 * Lets the operator in: with the operator's token, or from this machine itself, which means without a proxy between and
 * with a name of this machine, so that no web page can have its browser ask. Throws 401.
 */
export function checkOperator(request: IncomingMessage, operatorToken: string | null): void {
  const { headers, socket } = request
  const given = /^Bearer +(\S{1,200})$/i.exec(headers.authorization ?? '')?.[1]
  if (operatorToken !== null && given !== undefined && isSame(given, operatorToken)) return
  const isHere =
    loopback.test(socket.remoteAddress ?? '') &&
    loopbackHost.test(headers.host ?? '') &&
    forwarding.every((name) => headers[name] === undefined)
  if (isHere) return
  throw new Refusal(
    'unauthorized',
    'Ask from the server itself, or with the token given as --operator-token.',
    {
      headers: { 'www-authenticate': 'Bearer' },
    },
  )
}

/** Compared by hash, so that the time it takes tells nothing. */
function isSame(a: string, b: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(a), hash(b))
}
