import { useEffect, useState } from 'react'
import type { AdminSettings } from '../../../contract/settings.ts'
import { answered } from '../../answered.ts'
import { useDesk } from '../../store/desk-store.ts'
import { showProblem } from '../toasts/show-problem.tsx'
import { useAsked } from '../manager/use-asked.ts'
import { changedSections, editingOf, readDraft, withSaved, withTheirs } from './draft.ts'
import type { Editing } from './draft.ts'

/** Often enough that two managers see each other's changes before they save. */
const everyMs = 5_000
const ask = () => window.desk.venueSettings()
const nothingWrong: ReadonlySet<string> = new Set()

export interface VenueEditing {
  editing: Editing | undefined
  change: (change: (editing: Editing) => Editing) => void
  dirty: boolean
  /** Paths of the fields that the last try to save found wrong. */
  wrong: ReadonlySet<string>
  saving: boolean
  /** Whether it is saved now. */
  save: () => Promise<boolean>
  discard: () => void
  problem: string | null
  again: () => Promise<void>
}

/** The settings as they are edited here, kept up with what others change. */
export function useEditing(): VenueEditing {
  const { value, problem, again } = useAsked(ask, everyMs)
  const [state, setState] = useState<{ editing: Editing; heard: AdminSettings } | null>(null)
  const [wrong, setWrong] = useState(nothingWrong)
  const [saving, setSaving] = useState(false)

  // Each answer is taken once: after a save, the last one before it must not come back. During one, none is taken:
  // what is typed then is told from what was sent.
  if (value && state?.heard !== value) {
    const next = state && !saving ? heardOf(state.editing, value) : state?.editing
    setState({ editing: next ?? editingOf(value), heard: value })
  }
  const editing = state?.editing
  const dirty = editing !== undefined && changedSections(editing).length > 0
  useEffect(() => useDesk.getState().setUnsaved(dirty), [dirty])
  useEffect(() => () => useDesk.getState().setUnsaved(false), [])

  const change: VenueEditing['change'] = (next) =>
    setState((now) => now && { ...now, editing: next(now.editing) })

  async function save(): Promise<boolean> {
    if (!editing || !dirty) return true
    const read = readDraft(editing)
    setWrong(read.ok ? nothingWrong : read.wrong)
    if (!read.ok) return false
    setSaving(true)
    const answer = await answered(
      window.desk.changeVenueSettings({ changes: read.changes, version: editing.base.version }),
    )
    setSaving(false)
    if (answer.ok) change((now) => withSaved(now, editing.draft, answer.value))
    // Somebody was quicker: what they changed comes with the next answer, and is shown beside what is here.
    else if (answer.problem.code !== 'precondition_failed') showProblem(answer.problem.code)
    await again()
    return answer.ok
  }

  return {
    editing,
    change,
    dirty,
    wrong,
    saving,
    save,
    discard: () => {
      change(({ base }) => editingOf(base))
      setWrong(nothingWrong)
    },
    problem,
    again,
  }
}

function heardOf(editing: Editing, theirs: AdminSettings): Editing {
  return theirs.version === editing.base.version ? editing : withTheirs(editing, theirs)
}
