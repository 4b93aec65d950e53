import { expect, it } from 'vitest'
import { commandServers } from './ipc.ts'
import { createLog } from './log.ts'
import { notingHandlers } from './testing/noting-handlers.ts'

const silent = createLog(() => undefined, 'error')

function noting() {
  const { handlers, seen } = notingHandlers()
  return { servers: commandServers(handlers, silent), seen }
}

it('a handler gets what the schema made of the input', async () => {
  const { servers, seen } = noting()
  const scan = { text: 'FD1', source: 'wedge', at: '2026-11-24T21:00:00+01:00', extra: 'dropped' }
  await expect(servers.scan(scan)).rejects.toThrow('reached')
  expect(seen).toEqual([
    { text: 'FD1', source: 'wedge', at: '2026-11-24T20:00:00.000Z', people: 1, again: false, others: [] },
  ])
})

it.each([undefined, null, 7, 'FD1', [], {}, { text: '', source: 'wedge', at: 'now' }])(
  'bad input %j is answered with a problem and reaches no handler',
  async (input) => {
    const { servers, seen } = noting()
    await expect(servers.scan(input)).resolves.toEqual({ ok: false, problem: { code: 'validation' } })
    expect(seen).toEqual([])
  },
)

it('a command whose answer can hold no problem rejects bad input, and says what is wrong', async () => {
  const { servers, seen } = noting()
  await expect(servers.changeSettings({ volume: 2 })).rejects.toThrow(/changeSettings.*volume/)
  await expect(servers.retryNow({ now: true })).rejects.toThrow('retryNow')
  expect(seen).toEqual([])
})

it('kiosk mode is no setting that a window can change', async () => {
  const { servers, seen } = noting()
  await expect(servers.changeSettings({ kiosk: false, textSize: 150 })).rejects.toThrow('reached')
  expect(seen).toEqual([{ textSize: 150 }])
})

it('pairing with an address that is not http is refused', async () => {
  const { servers, seen } = noting()
  const input = { server: 'file:///etc/passwd', code: 'ABCD1234', name: 'Door' }
  await expect(servers.pair(input)).resolves.toEqual({ ok: false, problem: { code: 'validation' } })
  expect(seen).toEqual([])
})
