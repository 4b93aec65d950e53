import type { DeskEvent } from '../../../contract/events.ts'
import type { Run } from '../memory.ts'
import type { EventRule } from '../seen.ts'

/** The rows of refused scans after an event: a scan that is admitted ends its desk's. The same object where nothing changes. */
export function runsAfter(runs: Readonly<Record<string, Run>>, event: DeskEvent): Record<string, Run> {
  if (event.type !== 'qr-scanned') return runs
  const { deviceId, outcome, scanId } = event.scan
  const run = runs[deviceId]
  if (outcome !== 'admitted') {
    return { ...runs, [deviceId]: { first: run?.first ?? scanId, length: (run?.length ?? 0) + 1 } }
  }
  if (!run) return runs
  return Object.fromEntries(Object.entries(runs).filter(([desk]) => desk !== deviceId))
}

/** So many scans in a row were refused at one desk: told once a row, however long it gets. */
export const refusals: EventRule = ({ event, run, thresholds }) => {
  if (event.type !== 'qr-scanned' || !run || run.length < thresholds.inARow) return undefined
  const { deviceId, deviceName } = event.scan
  return {
    kind: 'refusals',
    key: `refusals:${deviceId}:${run.first}`,
    at: event.at,
    deviceId,
    deviceName,
    inARow: run.length,
  }
}
