// @vitest-environment happy-dom
import { beforeEach, expect, it } from 'vitest'
import { useDesk } from '../store/desk-store.ts'
import { runOf } from './registry.ts'

beforeEach(() => useDesk.setState(useDesk.getInitialState()))
const dialog = () => useDesk.getState().dialog

it('the palette’s key opens and closes it, and takes no other dialog away', () => {
  runOf('ctrl+k')?.()
  expect(dialog()).toBe('palette')
  runOf('ctrl+k')?.()
  expect(dialog()).toBeNull()
  useDesk.getState().openDialog('new')
  expect(runOf('ctrl+k')).toBeUndefined()
  useDesk.getState().openDialog(null)
  const uncover = useDesk.getState().cover()
  expect(runOf('ctrl+k')).toBeUndefined()
  uncover()
  expect(runOf('ctrl+k')).toBeDefined()
})
