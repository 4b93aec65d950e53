import { useDesk } from '../store/desk-store.ts'
import { search } from './search.ts'

/** Makes a new list ready for a search while the screen has nothing else to do. */
export function keepSearchReady(): () => void {
  let waiting: number | undefined
  const prepare = (): void => {
    waiting = undefined
    search.prepare(useDesk.getState())
  }
  const stop = useDesk.subscribe(({ order }, before) => {
    // Of a list that only changes here and there the next key makes the rest ready.
    if (order !== before.order) waiting ??= requestIdleCallback(prepare, { timeout: 5_000 })
  })
  return () => {
    if (waiting !== undefined) cancelIdleCallback(waiting)
    stop()
  }
}
