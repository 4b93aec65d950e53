import { encode } from '@msgpack/msgpack'
import type { FastifyReply, FastifyRequest } from 'fastify'

const msgpack = 'application/msgpack'

/** Data that a desk reads again and again. */
export interface Data {
  /** Other data at the same address has another version. Letters, digits and dashes. */
  version: string
  /** The data, or its JSON; nothing where `isKnown` said so. */
  value?: unknown
  json?: string
  /** Nothing has happened that the caller does not know. */
  isQuiet?: boolean
}

/** Whether the caller has this version already, so that it need not be read. */
export function isKnown(request: FastifyRequest, version: string): boolean {
  const header = request.headers['if-none-match']
  if (header === undefined) return false
  const tag = etagOf(request, version)
  return header.split(',').some((entry) => {
    const candidate = entry.trim()
    return candidate === '*' || `W/${candidate.replace(/^W\//, '')}` === tag
  })
}

/** Sends data as JSON or MessagePack, compressed where that is worth it, or 304 where the caller has it already. */
export function sendData(request: FastifyRequest, reply: FastifyReply, data: Data): FastifyReply {
  reply.headers({ etag: etagOf(request, data.version), 'cache-control': 'private, no-cache' })
  if (isKnown(request, data.version)) {
    reply.isQuiet = true
    return reply.code(304).send()
  }
  if (wantsMsgpack(request)) {
    reply.type(msgpack)
    return finish(reply, data, encode(data.value ?? JSON.parse(data.json ?? 'null')))
  }
  reply.header('content-type', 'application/json')
  return finish(reply, data, Buffer.from(data.json ?? JSON.stringify(data.value)))
}

function finish(reply: FastifyReply, { isQuiet }: Data, body: Uint8Array): FastifyReply {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  if (isQuiet !== true) {
    reply.header('vary', 'accept').compress(bytes)
    return reply
  }
  reply.isQuiet = true
  return reply.header('cache-control', 'no-cache').send(bytes)
}

/** Each form has a tag of its own, so that none is taken for the other; weak, as a compressed answer is the same data. */
function etagOf(request: FastifyRequest, version: string): string {
  return `W/"${version}${wantsMsgpack(request) ? '-m' : ''}"`
}

/** Whether the caller names MessagePack; who takes anything gets JSON. */
function wantsMsgpack(request: FastifyRequest): boolean {
  return (request.headers.accept ?? '').split(',').some((entry) => {
    const [type = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase())
    return type === msgpack && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))
  })
}
