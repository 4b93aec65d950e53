import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import { expect, it } from 'vitest'
import { checkOperator } from './operator.ts'

function request(address: string, headers: Record<string, string>): IncomingMessage {
  const socket = new Socket()
  Object.defineProperty(socket, 'remoteAddress', { value: address })
  const message = new IncomingMessage(socket)
  Object.assign(message.headers, headers)
  return message
}
const isLetIn = (address: string, headers: Record<string, string>, token: string | null = null): boolean => {
  try {
    checkOperator(request(address, headers), token)
    return true
  } catch {
    return false
  }
}

it.each([
  ['127.0.0.1', { host: '127.0.0.1:7300' }],
  ['127.0.0.1', { host: 'localhost:7300' }],
  ['::ffff:127.0.0.1', { host: 'localhost' }],
  ['::1', { host: '[::1]:7300' }],
])('lets in who asks on the machine itself: %s %o', (address, headers) => {
  expect(isLetIn(address, headers)).toBe(true)
})

it.each([
  ['10.0.0.7', { host: 'localhost' }],
  ['127.0.0.1', { host: 'desk.example' }],
  ['127.0.0.1', { host: 'localhost.evil.example' }],
  ['127.0.0.1', {}],
  ['127.0.0.1', { host: 'localhost', 'x-forwarded-for': '127.0.0.1' }],
  ['127.0.0.1', { host: 'localhost', forwarded: 'for=127.0.0.1' }],
  ['127.0.0.1', { host: 'localhost', 'x-real-ip': '127.0.0.1' }],
])(
  'asks for the token from elsewhere, through a proxy, or by the name of a web page: %s %o',
  (address, headers) => {
    expect(isLetIn(address, headers)).toBe(false)
    expect(isLetIn(address, { ...headers, authorization: 'Bearer secret-1' }, 'secret-1')).toBe(true)
    expect(isLetIn(address, { ...headers, authorization: 'Bearer secret-2' }, 'secret-1')).toBe(false)
    expect(isLetIn(address, { ...headers, authorization: 'Bearer null' }, null)).toBe(false)
  },
)
