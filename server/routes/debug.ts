import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { describeRoute } from '../http/document.ts'
import { forPages } from '../http/hardening.ts'

const helmet = {
  ...forPages,
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
}

/** A page to try the stream by hand. It holds no data; whoever uses it needs a token. */
export function debugRoutes(app: FastifyInstance): void {
  const serve = (url: string, file: string, type: string): void => {
    const content = readFileSync(path.join(import.meta.dirname, '../debug', file))
    const doc = describeRoute({ summary: 'A page to try the stream by hand', answers: { 200: { type } } })
    app.get(url, { helmet, config: { access: 'anyone', doc } }, (_request, reply) =>
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
