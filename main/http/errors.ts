import type { Problem } from '../../contract/problem.ts'

/**
 * The server answered no. `code` is the stable word of its problem details.
 * `problem` is absent where something in front of the server answered (a load balancer's 503): that is no
 * verdict on what was asked, so nothing should be given up for it.
 */
export class HttpProblem extends Error {
  override readonly name = 'HttpProblem'
  readonly status: number
  readonly code: string
  readonly problem?: Problem
  /** How long the server asks to be left alone, in milliseconds. */
  readonly retryAfterMs?: number

  constructor(status: number, answer: { problem?: Problem | undefined; retryAfterMs?: number | undefined }) {
    const { problem, retryAfterMs } = answer
    const code = problem?.code ?? `http_${status}`
    super(`The server answered ${status} (${code})${problem ? `: ${problem.detail ?? problem.title}` : ''}`)
    this.status = status
    this.code = code
    if (problem) this.problem = problem
    if (retryAfterMs !== undefined) this.retryAfterMs = retryAfterMs
  }
}

/** No usable answer: refused, timed out, cut, or not what the contract says. Whether it took effect is not known. */
export class NetworkError extends Error {
  override readonly name: string = 'NetworkError'
}

/**
 * What is wrong with the server's certificate where a request failed for it, as Chromium and as Node say it: it is not
 * valid, or it is, and not of the CA that this desk trusts alone.
 */
export function certificateTrouble(error: unknown): 'certificate' | 'other_ca' | undefined {
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error ? String(error.code) : ''
  const said = `${error.message} ${code}`
  if (said.includes('ERR_SSL_PINNED_KEY')) return 'other_ca'
  if (/ERR_CERT_|ERR_SSL_|ERR_TLS_CERT/.test(said)) return 'certificate'
  if (/^(CERT_|DEPTH_ZERO_SELF|SELF_SIGNED|UNABLE_TO_(GET_ISSUER|VERIFY))/.test(code)) return 'certificate'
  return certificateTrouble(error.cause)
}

/** The server answered, but not in words of the contract: a newer server, or something in between. */
export class BadAnswerError extends NetworkError {
  override readonly name = 'BadAnswerError'
}
