import type { Activity } from '../../contract/ipc.ts'
import type { StoreClient } from '../store/client.ts'
import type { Change } from '../store/protocol.ts'
import type { Log } from '../log.ts'
import type { Model } from './model.ts'

/** What a step wants to be written and told, and what it hands to its caller once that is on the disk. */
export interface Step<T> {
  change: Change
  activity?: Activity[]
  result: T
}

export interface Cache {
  /** Read it as you like; it is changed by `write` alone. */
  readonly model: Model
  /** Reads the file. Rejects with a `StoreError`; what is written later tries to read it again first. */
  load(): Promise<void>
  /**
   * Plans against what is known now, puts it on the disk in one transaction, then changes the model and tells
   * the windows. One at a time, so that no plan is made on what another is about to change.
   * Rejects with a `StoreError`; then nothing was shown.
   */
  write<T>(plan: (model: Model) => Step<T>): Promise<T>
  /** Resolves when all that was asked before is written. */
  settled(): Promise<void>
}

export interface CacheOptions {
  client: Pick<StoreClient, 'load' | 'commit'>
  model: Model
  /** The model has changed: by a change, or by reading the file again. */
  onChange: (change: Change, touched: ReadonlySet<string>, activity: Activity[]) => void
  onReload: () => void
  /** Whether changes can be kept: told of each that could not, and of each that could. */
  onKept: (failure: unknown) => void
  log: Log
}

export function createCache({ client, model, onChange, onReload, onKept, log }: CacheOptions): Cache {
  /** Whether the model may differ from the file: before the first reading, and after a write that failed. */
  let suspect = true
  let tail: Promise<unknown> = Promise.resolve()

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = tail.then(work)
    // The caller hears of a failure; the next in the queue has nothing to do with it.
    tail = turn.then(
      () => undefined,
      () => undefined,
    )
    return turn
  }

  async function read(): Promise<void> {
    const { loaded, rows } = await client.load()
    model.reset(loaded, rows)
    suspect = false
  }

  async function writeNow<T>(plan: (model: Model) => Step<T>): Promise<T> {
    if (suspect) {
      try {
        await read()
      } catch (error) {
        onKept(error)
        throw error
      }
      onReload()
    }
    const { change, activity = [], result } = plan(model)
    if (Object.keys(change).length > 0) {
      try {
        await client.commit(change)
      } catch (error) {
        suspect = true
        onKept(error)
        log.error('a change could not be kept', { error })
        throw error
      }
      onKept(undefined)
      onChange(change, model.apply(change), activity)
    } else if (activity.length > 0) onChange(change, new Set(), activity)
    return result
  }

  return {
    model,
    load: () => inTurn(read),
    write: (plan) => inTurn(() => writeNow(plan)),
    settled: async () => {
      await tail
    },
  }
}
