import type { Freshness } from '../../contract/ipc.ts'
import type { Panel } from '../../contract/ipc-panel.ts'
import type { Timers } from '../live/deps.ts'
import type { Log } from '../log.ts'
import type { Cache } from '../sync/cache.ts'
import { createAlerts } from './alerts.ts'
import type { Alerts, Notice } from './alerts.ts'
import { panelOf } from './panel.ts'
import { createPresence } from './presence.ts'
import type { PresenceApi } from './presence.ts'
import { minuteMs, thresholdsOf } from './seen.ts'

/** Milliseconds between two looks at who is connected, unless a desk is to be missed sooner. */
const presenceMs = 15_000

export interface WatchOptions {
  cache: Pick<Cache, 'model' | 'write'>
  timers: Timers
  freshness: () => Freshness
  isCaughtUp: () => boolean
  /** The server where it can be asked now. */
  api: () => PresenceApi | null
  asking: ReadonlySet<string>
  systemLanguage: string
  onPanel: (panel: Panel) => void
  log: Log
}

export interface Watch extends Alerts {
  panel: () => Panel
  /** The venue is not this app's any more, and its desks are nothing to tell of. */
  forget: () => void
  /** What is to be told by a notification. */
  onNotice: (listener: (notice: Notice) => void) => void
}

/** The alerts with what they watch: the desk's own state, and who is connected where this desk is a manager's. */
export function createWatch(options: WatchOptions): Watch {
  const { cache, timers, freshness, systemLanguage } = options
  const { model } = cache
  const listeners: ((notice: Notice) => void)[] = []
  let lastPanel = ''

  const presence = createPresence({
    timers,
    api: () => ((model.identity?.device.role ?? 'desk') === 'desk' ? null : options.api()),
    everyMs: () => {
      const { deskMinutes } = thresholdsOf(model.settings.alerts, model.identity?.settings)
      return Math.min(presenceMs, (deskMinutes * minuteMs) / 2)
    },
    onChange: () => alerts.changed(),
    log: options.log,
  })
  const panel = (): Panel =>
    panelOf({ model, freshness: freshness(), desks: presence.desks(), systemLanguage, now: timers.now() })

  const alerts = createAlerts({
    ...options,
    desks: presence.desks,
    tell: (notice) => listeners.forEach((listener) => listener(notice)),
    onLook: () => {
      const now = panel()
      const text = JSON.stringify(now)
      if (text === lastPanel) return
      lastPanel = text
      options.onPanel(now)
    },
  })
  presence.start()

  return {
    ...alerts,
    begin: (firstRun) => {
      presence.forget()
      alerts.begin(firstRun)
    },
    panel,
    forget: presence.forget,
    onNotice: (listener) => listeners.push(listener),
    stop: () => {
      presence.stop()
      alerts.stop()
    },
  }
}
