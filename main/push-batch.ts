import type { Activity, DeskReservation, Push } from '../contract/ipc.ts'

/** Milliseconds between two messages to a window: one frame at 60 a second. */
export const frameMs = 16

export interface BatchTimers {
  /** Milliseconds on a clock that never goes back. */
  now(): number
  setTimeout(run: () => void, ms: number): unknown
}

/**
 * Gathers what is told into one message a frame. When nothing was sent within the last frame, what is told in
 * this turn goes out at its end, so that a lone scan waits for nothing.
 */
export function createPushBatch(
  send: (pushes: readonly Push[]) => void,
  timers: BatchTimers,
): (push: Push) => void {
  let gathered: Push[] = []
  let sentAt = Number.NEGATIVE_INFINITY
  const flush = (): void => {
    const pushes = mergePushes(gathered)
    gathered = []
    sentAt = timers.now()
    send(pushes)
  }
  return (push) => {
    gathered.push(push)
    if (gathered.length > 1) return
    const wait = sentAt + frameMs - timers.now()
    if (wait <= 0) queueMicrotask(flush)
    else timers.setTimeout(flush, wait)
  }
}

type PushOf<K extends Push['kind']> = Extract<Push, { kind: K }>

/**
 * The same news in fewer words: of each row, and of each state of something, the last one; every verdict and
 * every activity. A new state of everything comes first and makes the rows before it superfluous.
 */
export function mergePushes(pushes: readonly Push[]): Push[] {
  let state: PushOf<'state'> | undefined
  let freshness: PushOf<'freshness'> | undefined
  let outbox: PushOf<'outbox'> | undefined
  let conflicts: PushOf<'conflicts'> | undefined
  let settings: PushOf<'settings'> | undefined
  let panel: PushOf<'panel'> | undefined
  let place: PushOf<'goto'> | undefined
  let pairing: PushOf<'pairing'> | undefined
  let sight: PushOf<'sight'> | undefined
  let update: PushOf<'update'> | undefined
  const upserts = new Map<string, DeskReservation>()
  const removals = new Set<string>()
  const activity: Activity[] = []
  const verdicts: PushOf<'verdict'>[] = []
  for (const push of pushes) {
    switch (push.kind) {
      case 'state':
        state = push
        freshness = outbox = conflicts = settings = undefined
        upserts.clear()
        removals.clear()
        break
      case 'rows':
        for (const id of push.removals) {
          upserts.delete(id)
          removals.add(id)
        }
        for (const row of push.upserts) {
          removals.delete(row.id)
          upserts.set(row.id, row)
        }
        activity.push(...push.activity)
        break
      case 'freshness':
        freshness = push
        break
      case 'outbox':
        outbox = push
        break
      case 'conflicts':
        conflicts = push
        break
      case 'settings':
        settings = push
        break
      case 'verdict':
        verdicts.push(push)
        break
      case 'panel':
        panel = push
        break
      case 'goto':
        place = push
        break
      case 'pairing':
        pairing = push
        break
      case 'sight':
        sight = push
        break
      case 'update':
        update = push
        break
    }
  }
  const rows: Push | undefined =
    upserts.size + removals.size + activity.length === 0
      ? undefined
      : { kind: 'rows', upserts: [...upserts.values()], removals: [...removals], activity }
  const rest = [outbox, conflicts, freshness, settings, panel, sight, place, pairing, update]
  return [state, rows, ...verdicts, ...rest].filter((push) => push !== undefined)
}
