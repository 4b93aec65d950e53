import type { Activity, DeskApi } from '../../contract/ipc.ts'
import { readJson } from '../../contract/json.ts'
import { applyPush, applyState } from './apply-push.ts'
import { useDesk } from './desk-store.ts'

/**
 * Joins the store to the main process: hears every push, then asks once for everything. Main answers `getState`
 * in order with its pushes, so that what is heard after the answer is newer than it.
 */
export function connectBridge(desk: DeskApi, hear: (activity: readonly Activity[]) => void): () => void {
  const stop = desk.onPush((pushes) => {
    for (const push of readJson(pushes)) {
      useDesk.setState((state) => applyPush(state, push))
      if (push.kind === 'rows' && push.activity.length > 0) hear(push.activity)
    }
  })
  void desk.getState().then((state) => {
    useDesk.setState(applyState(readJson(state)))
  })
  return stop
}
