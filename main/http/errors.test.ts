import { expect, it } from 'vitest'
import { isCertificateError, NetworkError } from './errors.ts'

const coded = (code: string) => Object.assign(new Error('x'), { code })
const fetchFailed = (code: string) => new TypeError('fetch failed', { cause: coded(code) })

it.each<[string, unknown, boolean]>([
  ['Chromium, of an unknown authority', new Error('net::ERR_CERT_AUTHORITY_INVALID'), true],
  ['Chromium, of a date', new Error('net::ERR_CERT_DATE_INVALID'), true],
  ['Node, of a certificate nobody vouched for', fetchFailed('DEPTH_ZERO_SELF_SIGNED_CERT'), true],
  ['Node, of another host’s', fetchFailed('ERR_TLS_CERT_ALTNAME_INVALID'), true],
  ['ours, of one that is too old', new NetworkError('x', { cause: fetchFailed('CERT_HAS_EXPIRED') }), true],
  ['Chromium, of a refused connection', new Error('net::ERR_CONNECTION_REFUSED'), false],
  ['Node, of a refused connection', fetchFailed('ECONNREFUSED'), false],
  ['no error at all', 'certificate', false],
])('trouble with a certificate is told by the words of %s', (_whose, error, expected) => {
  expect(isCertificateError(error)).toBe(expected)
})
