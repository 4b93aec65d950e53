import type { Server } from 'node:http'
import type { FastifyHttpOptions } from 'fastify'

/** Milliseconds, connections. */
export interface Limits {
  /** A client has this long to send its headers, and this long to send all of a request. Streams are answers, so they have no end. */
  headersMs: number
  requestMs: number
  /** An idle connection is kept this long: longer than a reverse proxy keeps its own, so that the proxy never writes into one that is closing. */
  keepAliveMs: number
  /** Connections beyond are closed at once; a process has about this many file descriptors to give. */
  connections: number
}

export const defaultLimits: Limits = {
  headersMs: 10_000,
  requestMs: 20_000,
  keepAliveMs: 75_000,
  connections: 20_000,
}

/** 64 KiB: a batch of a hundred scans has a third of it. */
export const bodyLimit = 64 * 1024

/** The limits as Fastify and Node name them. */
export function limitOptions(limits: Limits) {
  return {
    bodyLimit,
    keepAliveTimeout: limits.keepAliveMs,
    requestTimeout: limits.requestMs,
    http: {
      headersTimeout: limits.headersMs,
      // How often Node looks for requests that are late.
      connectionsCheckingInterval: Math.min(2000, limits.headersMs),
      maxHeaderSize: 16 * 1024,
      // Two lengths, or a length and chunks, are how one request is smuggled inside another.
      insecureHTTPParser: false,
    },
  } satisfies FastifyHttpOptions<Server>
}
