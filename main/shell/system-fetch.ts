import { net, session } from 'electron'
import type { Session } from 'electron'
import { pinVerdict } from './pinned-ca.ts'

/**
 * `fetch` by Chromium's network stack: it knows the system's proxy and the system's certificates. Nothing is
 * kept between requests: what is fresh is for the desk's own store to know.
 */
export const systemFetch: typeof fetch = throughChromium((input, init) => net.fetch(input, init))

/**
 * The same, for a server whose certificate was signed by one CA: nothing is sent to any other, nor without TLS.
 * Chromium keeps its verdicts, so each CA has connections and verdicts of its own.
 */
export function pinnedFetch(ca: string): typeof fetch {
  const own = session.fromPartition(`ca-${ca}`)
  pinTo(own, ca)
  const fetching = throughChromium((input, init) => own.fetch(input, init))
  return (input, init) =>
    new URL(input instanceof Request ? input.url : input).protocol === 'https:'
      ? fetching(input, init)
      : Promise.reject(new Error('net::ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN: without TLS'))
}

/** From now on this session speaks only to servers whose certificate was signed by this CA. */
export function pinTo(own: Session, ca: string): void {
  own.setCertificateVerifyProc((request, answer) => answer(pinVerdict(request, ca)))
}

function throughChromium(fetching: typeof net.fetch): typeof fetch {
  return (input, init) =>
    fetching(input instanceof URL ? input.href : input, {
      ...init,
      cache: 'no-store',
      credentials: 'omit',
      redirect: 'error',
    })
}
