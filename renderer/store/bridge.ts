import type { Activity, DeskApi } from '../../contract/ipc.ts'
import { readJson } from '../../contract/json.ts'
import { setClockOffset } from '../clock.ts'
import { applyPush } from './apply-push.ts'
import { useDesk } from './desk-store.ts'
import { goTo } from './go-to.ts'

/** Joins the store to the main process, which tells the state of everything first and then what changes. */
export function connectBridge(desk: DeskApi, hear: (activity: readonly Activity[]) => void): () => void {
  return desk.onPush((pushes) => {
    for (const push of readJson(pushes)) {
      useDesk.setState((state) => applyPush(state, push))
      if (push.kind === 'state') setClockOffset(push.state.freshness.clockOffsetMs ?? 0)
      if (push.kind === 'freshness') setClockOffset(push.freshness.clockOffsetMs ?? 0)
      if (push.kind === 'rows' && push.activity.length > 0) hear(push.activity)
      if (push.kind === 'goto') goTo(useDesk.getState(), push.place)
    }
  })
}
