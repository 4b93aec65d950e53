import { expect, it } from 'vitest'
import { BadCommandLine, parseCommandLine } from './command-line.ts'

const program = ['electron', '/opt/desk', '--no-sandbox']

it('takes server, token and folder, in both spellings', () => {
  const expected = { server: 'https://desk.example', token: 'T', userData: 'd 1' }
  expect(
    parseCommandLine(
      [...program, '--server', 'https://desk.example/', '--token', 'T', '--user-data', 'd 1'],
      {},
    ),
  ).toEqual(expected)
  expect(
    parseCommandLine([...program, '--server=https://desk.example', '--token=T', '--user-data=d 1'], {}),
  ).toEqual(expected)
})

it('takes the CA as openssl prints it', () => {
  const ca = 'ab'.repeat(32)
  for (const spelling of [ca, ca.toUpperCase(), (ca.match(/../g) ?? []).join(':').toUpperCase()])
    expect(parseCommandLine([...program, `--pin-ca=${spelling}`], {})).toEqual({ pinCa: ca })
  expect(parseCommandLine([...program, '--pin-ca', 'none'], {})).toEqual({ pinCa: 'none' })
})

it('leaves every other switch to Chromium, whose names may begin alike', () => {
  const others = ['--user-data-dir=/x', '--use-fake-device-for-media-stream', '--server-side', '--lang', 'es']
  expect(parseCommandLine([...program, ...others], {})).toEqual({})
})

it('takes the token from the environment unless one is given', () => {
  expect(parseCommandLine(program, { FRONTDESK_TOKEN: 'E' })).toEqual({ token: 'E' })
  expect(parseCommandLine([...program, '--token', 'T'], { FRONTDESK_TOKEN: 'E' })).toEqual({ token: 'T' })
  expect(parseCommandLine(program, { FRONTDESK_TOKEN: '' })).toEqual({})
})

it.each([
  [['--server', 'desk.example']],
  [['--server', 'ftp://desk.example']],
  [['--server', 'http://']],
  [['--server']],
  [['--server', '--token', 'T']],
  [['--token=']],
  [['--user-data']],
  [['--pin-ca', 'ab:cd']],
  [['--pin-ca', `${'ab'.repeat(32)}ef`]],
  [['--pin-ca']],
])('%j is refused with a sentence that shows the right form', (switches) => {
  expect(() => parseCommandLine([...program, ...switches], {})).toThrow(BadCommandLine)
  expect(() => parseCommandLine([...program, ...switches], {})).toThrow(/such as|like/)
})
