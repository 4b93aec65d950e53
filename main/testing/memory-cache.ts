import type { Activity } from '../../contract/ipc.ts'
import { writeJson } from '../../contract/json.ts'
import type { Change, Loaded } from '../store/protocol.ts'
import type { Reservation } from '../../contract/reservation.ts'
import { createCache } from '../sync/cache.ts'
import type { Cache } from '../sync/cache.ts'
import { Model } from '../sync/model.ts'
import { quiet } from './real-desk.ts'

export const emptyFile: Loaded = {
  identity: null,
  settings: null,
  alerts: null,
  cursor: 0,
  epoch: null,
  freshAt: null,
  gone: [],
  revoked: [],
  conflicts: [],
  clockOffsetMs: 0,
  entries: [],
  verdicts: [],
  unreadable: 0,
}

/** A cache whose file is memory, for tests of what is decided, not of what is kept. */
export function memoryCache(loaded: Partial<Loaded>, rows: Reservation[] = []) {
  const told: { change: Change; activity: Activity[] }[] = []
  const cache: Cache = createCache({
    client: {
      load: () => Promise.resolve({ loaded: { ...emptyFile, ...loaded }, rows: writeJson(rows) }),
      commit: () => Promise.resolve(),
    },
    model: new Model(),
    onChange: (change, _touched, activity) => told.push({ change, activity }),
    onReload: () => undefined,
    onKept: () => undefined,
    log: quiet,
  })
  return { cache, told }
}
