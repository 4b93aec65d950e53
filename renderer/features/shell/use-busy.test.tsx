// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { useDesk } from '../../store/desk-store.ts'
import { useBusy } from './use-busy.ts'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it('main hears while a dialog is open, a guest is edited or something is not saved, and when that ends', () => {
  const screenBusy = vi.fn<(input: { busy: boolean }) => Promise<void>>(() => Promise.resolve())
  vi.stubGlobal('desk', { screenBusy })
  useDesk.setState(useDesk.getInitialState())
  renderHook(useBusy)
  const said = () => screenBusy.mock.calls.map(([{ busy }]) => busy)
  expect(said()).toEqual([false])
  for (const [begun, ended] of [
    [{ dialog: 'new' as const }, { dialog: null }],
    [{ covers: 1 }, { covers: 0 }],
    [{ editing: true }, { editing: false }],
    [{ unsaved: true }, { unsaved: false }],
  ]) {
    screenBusy.mockClear()
    act(() => useDesk.setState(begun ?? {}))
    act(() => useDesk.setState(ended ?? {}))
    expect(said()).toEqual([true, false])
  }
})
