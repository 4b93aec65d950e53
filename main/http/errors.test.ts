import { expect, it } from 'vitest'
import { certificateTrouble, NetworkError } from './errors.ts'

const coded = (code: string) => Object.assign(new Error('x'), { code })
const fetchFailed = (code: string) => new TypeError('fetch failed', { cause: coded(code) })

it.each<[string, unknown, string | undefined]>([
  ['Chromium, of an unknown authority', new Error('net::ERR_CERT_AUTHORITY_INVALID'), 'certificate'],
  ['Chromium, of a date', new Error('net::ERR_CERT_DATE_INVALID'), 'certificate'],
  ['Node, of a certificate nobody vouched for', fetchFailed('DEPTH_ZERO_SELF_SIGNED_CERT'), 'certificate'],
  ['Node, of another host’s', fetchFailed('ERR_TLS_CERT_ALTNAME_INVALID'), 'certificate'],
  [
    'ours, of one that is too old',
    new NetworkError('x', { cause: fetchFailed('CERT_HAS_EXPIRED') }),
    'certificate',
  ],
  [
    'Chromium, of another CA than the pinned',
    new Error('net::ERR_SSL_PINNED_KEY_NOT_IN_CERT_CHAIN'),
    'other_ca',
  ],
  ['Chromium, of a refused connection', new Error('net::ERR_CONNECTION_REFUSED'), undefined],
  ['Node, of a refused connection', fetchFailed('ECONNREFUSED'), undefined],
  ['no error at all', 'certificate', undefined],
])('trouble with a certificate is told by the words of %s', (_whose, error, expected) => {
  expect(certificateTrouble(error)).toBe(expected)
})
