import { expect, it } from 'vitest'
import { networkOptions } from './options.ts'

const refuse = (why: string): never => {
  throw new Error(why)
}
const read = (given: Parameters<typeof networkOptions>[0], env: NodeJS.ProcessEnv = {}) =>
  networkOptions(given, env, refuse)

it('is closed by default', () => {
  expect(read({}, { FRONTDESK_OPERATOR_TOKEN: '', FRONTDESK_CORS_ORIGIN: '' })).toEqual({
    trustProxy: [],
    corsOrigins: [],
    operatorToken: null,
  })
})

it('takes lists, and options win over the environment', () => {
  const env = {
    FRONTDESK_TRUST_PROXY: 'loopback, 10.0.0.0/8',
    FRONTDESK_CORS_ORIGIN: 'https://a.example,https://b.example:8443',
    FRONTDESK_OPERATOR_TOKEN: 'x'.repeat(16),
  }
  expect(read({}, env)).toEqual({
    trustProxy: ['loopback', '10.0.0.0/8'],
    corsOrigins: ['https://a.example', 'https://b.example:8443'],
    operatorToken: 'x'.repeat(16),
  })
  expect(read({ 'trust-proxy': ['::1', '10.1.1.1'] }, env).trustProxy).toEqual(['::1', '10.1.1.1'])
})

it.each([
  { 'trust-proxy': ['nginx'] },
  { 'trust-proxy': ['10.0.0.0/33'] },
  { 'trust-proxy': ['10.0.0.0/8/8'] },
  { 'cors-origin': ['*'] },
  { 'cors-origin': ['https://a.example/'] },
  { 'cors-origin': ['file:///x'] },
  { 'operator-token': 'short' },
  { 'operator-token': '' },
  { 'operator-token': `${'x'.repeat(20)}\n` },
])('refuses %o', (given) => {
  expect(() => read(given)).toThrow(/must/)
})
