import { afterEach, expect, it, vi } from 'vitest'
import { channelOf, deskPage } from '../contract/channels.ts'

const invoke = vi.hoisted(() => vi.fn(() => Promise.resolve('{}')))
vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: () => undefined },
  ipcRenderer: { invoke, on: () => undefined, emit: () => true },
}))

afterEach(() => {
  vi.resetModules()
  vi.unstubAllGlobals()
  invoke.mockClear()
})

it.each([
  [deskPage, [[channelOf('getState')]]],
  ['/panel.html', []],
])('%s, before its own code runs (Electron is a stand-in), asks for %j', async (pathname, asked) => {
  vi.stubGlobal('location', { pathname })
  await import('./index.ts')
  expect(invoke.mock.calls).toEqual(asked)
})
