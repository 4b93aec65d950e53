import { concerns } from '../../contract/conflict.ts'
import type { Conflict } from '../../contract/conflict.ts'
import type {
  Activity,
  DeskReservation,
  DeskState,
  Freshness,
  OutboxState,
  Push,
  ToldState,
} from '../../contract/ipc.ts'
import { writeJson, writeJsonWith } from '../../contract/json.ts'
import type { JsonOf } from '../../contract/json.ts'
import type { Change } from '../store/protocol.ts'
import { needsChoice } from './answers.ts'
import { conflictOf } from './conflicts.ts'
import type { Model } from './model.ts'

export interface Publisher {
  onPush: (listener: (push: Push) => void) => () => void
  /** What does not come of the model. */
  tell: (push: Push) => void
  /** Tells what a change of the model means for a window. */
  changed(change: Change, touched: ReadonlySet<string>, activity: Activity[]): void
  freshness: () => void
  /** The scan is asked no longer: its verdict is what it is now. */
  settled(scanId: string): void
  /** Everything is another: the day, the venue, the file. */
  state(): void
  stateNow: () => DeskState
  stateText: () => JsonOf<ToldState>
  /** Of that, what the shell needs: it has no use for a day of rows. */
  sessionNow: () => Session
}

/** Whose desk this is, how fresh it is, and what was chosen. */
export type Session = Pick<DeskState, 'business' | 'device' | 'freshness' | 'settings'>

export interface PublisherOptions {
  model: Model
  freshness: () => Freshness
  systemLanguage: string
  storeTrouble: () => DeskState['storeTrouble']
  /** Scans whose answer the host still waits for: they do not wait in the outbox yet, and have no verdict to show. */
  asking: ReadonlySet<string>
}

/** Turns changes of the model into what windows are told. */
export function createPublisher({
  model,
  freshness,
  systemLanguage,
  storeTrouble,
  asking,
}: PublisherOptions): Publisher {
  const listeners = new Set<(push: Push) => void>()
  let lastOutbox = ''
  /** Since something began to wait: what waits, and what has left. */
  let progress = { waiting: 0, sent: 0 }

  function tell(push: Push): void {
    for (const listener of listeners) listener(push)
  }

  function outboxNow(): OutboxState {
    const setAside: OutboxState['setAside'] = []
    const disputed = new Set<string>()
    let waiting = 0
    for (const { id, kind, name, setAside: code, createdAt, reservationId } of model.entries.values()) {
      if (code === needsChoice && reservationId !== undefined && model.rows.has(reservationId))
        disputed.add(reservationId)
      else if (code !== null) {
        // There is nothing left to choose from.
        setAside.push({ id, kind, name, code: code === needsChoice ? 'not_found' : code, at: createdAt })
      } else if (!asking.has(id)) waiting += 1
    }
    const conflicts = [...disputed].flatMap((id) => conflictOf(model, id) ?? [])
    const left = Math.max(0, progress.waiting - waiting)
    progress = { waiting, sent: waiting === 0 ? 0 : progress.sent + left }
    return { waiting, ...(progress.sent > 0 && { sent: progress.sent }), conflicts, setAside }
  }

  function conflictsNow(): Conflict[] {
    const { identity, conflicts } = model
    if (!identity) return []
    const { id, role } = identity.device
    return role === 'desk' ? conflicts.filter((conflict) => concerns(conflict, id)) : [...conflicts]
  }

  function tellOutbox(): void {
    const outbox = outboxNow()
    const text = JSON.stringify(outbox)
    if (text === lastOutbox) return
    lastOutbox = text
    tell({ kind: 'outbox', outbox })
  }

  function sessionNow(): Session {
    return {
      business: model.identity?.business ?? null,
      device: model.identity?.device ?? null,
      freshness: freshness(),
      settings: model.settings,
    }
  }

  function stateButRows(): Omit<DeskState, 'reservations'> {
    const trouble = storeTrouble()
    return {
      ...sessionNow(),
      venue: model.identity?.settings ?? null,
      day: model.day,
      scans: [...model.verdicts.values()].reverse(),
      outbox: outboxNow(),
      conflicts: conflictsNow(),
      systemLanguage,
      ...(trouble ? { storeTrouble: trouble } : {}),
    }
  }

  function stateNow(): DeskState {
    return { ...stateButRows(), reservations: model.shown() }
  }

  /** The first list hangs on it: the rows go as the file gave them where that is the state of things. */
  function stateText(): JsonOf<ToldState> {
    const reservations = model.shownText()
    return reservations === null
      ? writeJson(stateNow())
      : writeJsonWith(stateButRows(), 'reservations', reservations)
  }

  return {
    onPush: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tell,
    changed: (change, touched, activity) => {
      if (change.clear || change.identity || change.replaceRows || change.forget) {
        tell({ kind: 'state', state: stateNow() })
      } else if (touched.size > 0 || activity.length > 0) {
        const upserts: DeskReservation[] = []
        const removals: string[] = []
        for (const id of touched) {
          const view = model.view(id)
          if (view && model.isShown(view)) upserts.push(view)
          else removals.push(id)
        }
        tell({ kind: 'rows', upserts, removals, activity })
      }
      for (const verdict of change.verdicts ?? []) {
        if (!asking.has(verdict.scanId)) tell({ kind: 'verdict', verdict })
      }
      if (change.conflicts) tell({ kind: 'conflicts', conflicts: conflictsNow() })
      if (change.settings) tell({ kind: 'settings', settings: change.settings })
      tellOutbox()
    },
    freshness: () => tell({ kind: 'freshness', freshness: freshness() }),
    settled: (scanId) => {
      const verdict = model.verdicts.get(scanId)
      if (verdict) tell({ kind: 'verdict', verdict })
      tellOutbox()
    },
    state: () => tell({ kind: 'state', state: stateNow() }),
    stateNow,
    stateText,
    sessionNow,
  }
}
