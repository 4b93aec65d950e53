import { readFileSync } from 'node:fs'
import path from 'node:path'
import helmet from '@fastify/helmet'
import type { FastifyInstance } from 'fastify'
import { describeRoute } from '../http/document.ts'

const forPages = {
  crossOriginEmbedderPolicy: false,
  originAgentCluster: false,
  // Said by who speaks TLS: nginx, in front.
  strictTransportSecurity: false,
  xDnsPrefetchControl: false,
  xDownloadOptions: false,
  xFrameOptions: { action: 'deny' },
  xPermittedCrossDomainPolicies: false,
  xXssProtection: false,
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      'style-src': ["'self'"],
      'connect-src': ["'self'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
      'frame-ancestors': ["'none'"],
      'require-trusted-types-for': ["'script'"],
    },
  },
} as const

/** A page to try the stream by hand. It holds no data; whoever uses it needs a token. */
export async function debugRoutes(app: FastifyInstance): Promise<void> {
  await app.register(async (pages) => {
    await pages.register(helmet, forPages)
    servePages(pages)
  })
}

function servePages(pages: FastifyInstance): void {
  const serve = (url: string, file: string, type: string): void => {
    const content = readFileSync(path.join(import.meta.dirname, '../debug', file))
    const doc = describeRoute({ summary: 'A page to try the stream by hand', answers: { 200: { type } } })
    pages.get(url, { config: { access: 'anyone', doc } }, (_request, reply) =>
      reply
        .header('content-type', `${type}; charset=utf-8`)
        .header('cache-control', 'no-cache')
        .send(content),
    )
  }
  serve('/debug/sse', 'page.html', 'text/html')
  serve('/debug/sse.js', 'page.js', 'text/javascript')
  serve('/debug/sse.css', 'page.css', 'text/css')
}
