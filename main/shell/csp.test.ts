import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { contentSecurityPolicy, sonnerStyle } from './csp.ts'

it('the style sheet that sonner puts into the page is the one that is allowed', () => {
  const require = createRequire(import.meta.url)
  const sonner = readFileSync(require.resolve('sonner').replace(/\.js$/, '.mjs'), 'utf8')
  const literal = /__insertCSS\(("(?:[^"\\]|\\.)*")\)/.exec(sonner)?.[1]
  const css = z.string().parse(JSON.parse(literal ?? 'null'))
  expect(`'sha256-${createHash('sha256').update(css).digest('base64')}'`).toBe(sonnerStyle)
})

it('allows no inline code, no eval and no other server', () => {
  expect(contentSecurityPolicy).not.toMatch(/'unsafe-inline'|'unsafe-eval'|https?:|\*/)
  for (const directive of ['object-src', 'base-uri', 'frame-ancestors', 'form-action']) {
    expect(contentSecurityPolicy).toContain(`${directive} 'none'`)
  }
})
