import type { Socket } from 'node:net'
import type { FastifyBaseLogger } from 'fastify'
import { problemStatus, type ProblemCode } from '../../contract/problem.ts'
import { problemOf, Refusal } from './refusal.ts'

const reasons: Partial<Record<string, [ProblemCode, string]>> = {
  HPE_HEADER_OVERFLOW: ['headers_too_large', 'The headers may have 16 KiB.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['request_timeout', 'The request did not arrive in time. Send it again.'],
}
const phrases: Partial<Record<ProblemCode, string>> = {
  headers_too_large: 'Request Header Fields Too Large',
  request_timeout: 'Request Timeout',
}

/** Answers what is not HTTP, or came too slowly to be a request: there is no request yet, so the socket is written to. */
export function answerRawError(logger: FastifyBaseLogger) {
  return (error: NodeJS.ErrnoException, socket: Socket): void => {
    if (error.code === 'ECONNRESET' || socket.destroyed) return
    const [code, detail] = reasons[error.code ?? ''] ?? ['validation', 'This is not an HTTP request.']
    logger.debug({ code: error.code }, 'not a request')
    const status = problemStatus[code]
    const body = JSON.stringify(problemOf(new Refusal(code, detail)))
    if (socket.writable) {
      socket.write(
        `HTTP/1.1 ${status} ${phrases[code] ?? 'Bad Request'}\r\nContent-Type: application/problem+json\r\n` +
          `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
      )
    }
    socket.destroySoon()
  }
}
