import { useDesk } from '../store/desk-store.ts'
import { search } from './search.ts'

/** Makes a new list ready for a search while the screen has nothing else to do, bit by bit. */
export function keepSearchReady(): () => void {
  let waiting: number | undefined
  const prepare = (idle: IdleDeadline): void => {
    const isReady = search.prepare(useDesk.getState(), () => idle.timeRemaining() > 0)
    waiting = isReady ? undefined : whenIdle()
  }
  const whenIdle = (): number => requestIdleCallback(prepare, { timeout: 5_000 })
  const stop = useDesk.subscribe(({ order }, before) => {
    // Of a list that only changes here and there the next key makes the rest ready.
    if (order !== before.order) waiting ??= whenIdle()
  })
  return () => {
    if (waiting !== undefined) cancelIdleCallback(waiting)
    stop()
  }
}
