// @vitest-environment happy-dom
import { act, cleanup, renderHook, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { CommandOutput } from '../../../contract/ipc.ts'
import { defaultVenueSettings } from '../../../contract/settings.ts'
import type { AdminSettings } from '../../../contract/settings.ts'
import { useDesk } from '../../store/desk-store.ts'
import type { VenueDraft } from './draft.ts'
import { useEditing } from './use-editing.ts'

const settings: AdminSettings = { ...defaultVenueSettings, capacity: 120, version: 'a' }
type Answer = CommandOutput<'changeVenueSettings'>

/** How the server has it, until a test says otherwise. */
let atServer: AdminSettings
let answerSave: (answer: Answer) => void

beforeEach(() => {
  atServer = settings
  vi.stubGlobal('desk', {
    venueSettings: () => Promise.resolve({ ok: true, value: { ...atServer } }),
    changeVenueSettings: () => new Promise<Answer>((resolve) => (answerSave = resolve)),
  })
  useDesk.setState(useDesk.getInitialState())
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

async function open() {
  const { result } = renderHook(useEditing)
  await waitFor(() => expect(result.current.editing).toBeDefined())
  const type = (draft: Partial<VenueDraft>): void =>
    act(() => result.current.change((now) => ({ ...now, draft: { ...now.draft, ...draft } })))
  /** Begins to save, and gives how to end it. */
  const save = () => {
    let saving: Promise<boolean> | undefined
    act(() => {
      saving = result.current.save()
    })
    return async (answer: Answer) => {
      answerSave(answer)
      await act(async () => {
        await saving
      })
    }
  }
  return { now: () => result.current, type, save }
}

it('what is typed while a save is under way stays, and is unsaved', async () => {
  const { now, type, save } = await open()
  type({ capacity: '150' })
  const saved = save()
  expect(now().saving).toBe(true)
  type({ capacity: '151', guestDays: '30' })
  // The server has it already, and says so before it says that it is saved.
  atServer = { ...settings, capacity: 150, version: 'b' }
  await act(() => now().again())
  await saved({ ok: true, value: atServer })
  expect(now().editing?.draft).toMatchObject({ capacity: '151', guestDays: '30' })
  expect(now()).toMatchObject({ dirty: true, saving: false, editing: { contested: [], base: atServer } })
  expect(useDesk.getState().unsaved).toBe(true)
})

it('what was put back while it was being saved is a change to what is saved', async () => {
  const { now, type, save } = await open()
  type({ capacity: '150' })
  const saved = save()
  type({ capacity: '120' })
  atServer = { ...settings, capacity: 150, version: 'b' }
  await act(() => now().again())
  await saved({ ok: true, value: atServer })
  expect(now()).toMatchObject({ dirty: true, editing: { draft: { capacity: '120' } } })
})

it('what is typed while a save fails stays, with what was not saved', async () => {
  const { now, type, save } = await open()
  type({ capacity: '150' })
  const saved = save()
  type({ guestDays: '30' })
  await saved({ ok: false, problem: { code: 'network' } })
  expect(now()).toMatchObject({ dirty: true, editing: { draft: { capacity: '150', guestDays: '30' } } })
})

it('nothing typed meanwhile, nothing unsaved', async () => {
  const { now, type, save } = await open()
  type({ capacity: '150' })
  const saved = save()
  atServer = { ...settings, capacity: 150, version: 'b' }
  await saved({ ok: true, value: atServer })
  expect(now()).toMatchObject({ dirty: false, editing: { base: { capacity: 150, version: 'b' } } })
})
