import type { AlertKind } from '../../contract/alerts.ts'
import type { Role } from '../../contract/api.ts'
import type { Freshness } from '../../contract/ipc.ts'
import type { Timers } from '../live/deps.ts'
import type { Log } from '../log.ts'
import type { Cache } from '../sync/cache.ts'
import type { Finding } from './finding.ts'
import { createGrouping } from './grouping.ts'
import { absorb, rearm, withoutOldest } from './memory.ts'
import type { AlertMemory } from './memory.ts'
import { isSilent } from './quiet.ts'
import { runsAfter } from './rules/refusals.ts'
import { eventRules, isOver, stateRules } from './rules/rules.ts'
import { thresholdsOf } from './seen.ts'
import type { Applied, Presence, Seen } from './seen.ts'
import { takeSummaries } from './summary.ts'
import type { Summary } from './summary.ts'
import { rowsShown, outboxSeen } from './world.ts'

/** Milliseconds between two looks at what only time changes. */
const lookEveryMs = 5_000
/** Milliseconds for which changes are gathered before a look. */
const soonMs = 250
/** Older than this, what comes in is no news: it was missed. */
const newsMs = 120_000
/** What was missed comes in one stream: after this pause all of it is known. */
const settledMs = 2_000

/** What is told: alerts of one kind, or a summary. */
export type Notice = { findings: readonly Finding[] } | { summary: Summary }

export interface AlertsOptions {
  cache: Pick<Cache, 'model' | 'write'>
  timers: Timers
  freshness: () => Freshness
  /** Whether the rows are what the server has now. */
  isCaughtUp: () => boolean
  desks: () => readonly Presence[] | null
  /** Scans whose answer the host still waits for: they do not wait to be sent yet. */
  asking: ReadonlySet<string>
  tell: (notice: Notice) => void
  /** Something that the panel shows may be another. */
  onLook: () => void
  log: Log
}

export interface Alerts {
  /** From now on it watches. `firstRun`: there was no desk here before whose user could have missed anything. */
  begin: (firstRun: boolean) => void
  /** These events have been applied. */
  hear: (applied: readonly Applied[]) => void
  /** Things may stand otherwise. */
  changed: () => void
  /** Somebody has looked at the alerts. */
  seen: () => Promise<void>
  stop: () => void
}

/** Finds what a manager wants to hear, and tells each thing once, in its time. The door's desk hears of VIPs alone. */
export function createAlerts(options: AlertsOptions): Alerts {
  const { cache, timers, freshness, log } = options
  const { model } = cache
  const grouping = createGrouping(timers, (findings) => options.tell({ findings }))
  let role: Role = 'desk'
  let begunAt: number | undefined
  let firstRun = false
  let downSince: number | null = null
  let lastEventAt: number | null = null
  let lastMissedAt = -Infinity
  let failing = false
  let soon: unknown
  let tick: unknown

  /** A desk that was revoked has no identity any more, and still somebody to tell. */
  function isDesk(): boolean {
    role = model.identity?.device.role ?? role
    return role === 'desk'
  }
  const isOn = (kind: AlertKind): boolean => model.settings.alerts[kind].on && (!isDesk() || kind === 'vip')
  const thresholds = () => thresholdsOf(model.settings.alerts, model.identity?.settings)

  function manner(now: number) {
    const oldBefore = Math.max(begunAt ?? now, now - newsMs)
    return {
      isOld: ({ at }: Finding) => Date.parse(at) < oldBefore,
      silent: isSilent(model.settings, now, model.identity?.business.timeZone ?? 'UTC'),
      // A desk's window shows at its start what there is: it is told no summaries.
      firstRun: firstRun || isDesk(),
    }
  }

  /** Has the memory changed on the disk before anything of it is told: a crash must not tell it twice. */
  async function remember(
    plan: (memory: AlertMemory) => { memory: AlertMemory; tell: Finding[]; summaries: Summary[] },
  ): Promise<void> {
    const { tell, summaries } = await cache.write((now) => {
      const { memory, ...result } = plan(now.alerts)
      return { change: memory === now.alerts ? {} : { alerts: memory }, result }
    })
    grouping.add(tell)
    for (const summary of summaries) options.tell({ summary })
  }

  function aside(work: Promise<void>): void {
    work.then(
      () => {
        failing = false
      },
      (error: unknown) => {
        // A store that does not answer is looked at every few seconds.
        if (!failing) log.error('What the alerts know could not be kept', { error })
        failing = true
      },
    )
  }

  function seenNow(now: number): Seen {
    const { connection } = freshness()
    const isUp = connection.state === 'live' || connection.state === 'polling'
    downSince = isUp ? null : (downSince ?? now)
    return {
      now,
      thresholds: thresholds(),
      fresh: options.isCaughtUp(),
      rows: rowsShown(model),
      capacity: model.identity?.business.capacity ?? null,
      lastEventAt,
      desks: options.desks() ?? [],
      ...outboxSeen(model, options.asking),
      connection,
      downSince,
    }
  }

  function look(): void {
    if (begunAt === undefined) return
    const now = timers.now()
    const seen = seenNow(now)
    const found = stateRules.filter(({ kind }) => isOn(kind)).flatMap((rule) => rule.find(seen))
    aside(
      remember((memory) => {
        const armed = rearm(memory, (key) => isOver(key, seen))
        const taken = absorb(armed, found, manner(now))
        if (taken.memory.missed !== memory.missed) lastMissedAt = now
        const allMissedKnown = now - lastMissedAt >= settledMs
        const { silent } = manner(now)
        // What is not judged now may last all the same.
        const kept = seen.fresh ? withoutOldest(taken.memory, found) : taken.memory
        return { ...taken, ...takeSummaries(kept, { silent, allMissedKnown }) }
      }).finally(options.onLook),
    )
  }

  function lookSoon(): void {
    soon ??= timers.setTimeout(() => {
      soon = undefined
      look()
    }, soonMs)
  }

  function lookAgain(): void {
    tick = timers.setTimeout(() => {
      look()
      lookAgain()
    }, lookEveryMs)
  }

  function findIn(applied: readonly Applied[], memory: AlertMemory) {
    const found: Finding[] = []
    let { runs } = memory
    for (const { event, before } of applied) {
      runs = runsAfter(runs, event)
      const run = event.type === 'qr-scanned' ? runs[event.scan.deviceId] : undefined
      const own = event.actor.kind === 'device' && event.actor.id === model.identity?.device.id
      for (const rule of eventRules) {
        const finding = rule({ event, before, thresholds: thresholds(), own, run })
        if (finding && isOn(finding.kind)) found.push(finding)
      }
    }
    return { runs, found }
  }

  return {
    begin: (first) => {
      firstRun = first
      begunAt = timers.now()
      lastEventAt = null
      // What is missed has yet to come in.
      lastMissedAt = begunAt
      if (tick === undefined) lookAgain()
      lookSoon()
    },
    hear: (applied) => {
      if (begunAt === undefined || applied.length === 0) return
      for (const { event } of applied) lastEventAt = Date.parse(event.at)
      const now = timers.now()
      aside(
        remember((memory) => {
          const { runs, found } = findIn(applied, memory)
          const counted = runs === memory.runs ? memory : { ...memory, runs }
          const taken = absorb(counted, found, manner(now))
          if (taken.memory.missed !== memory.missed) lastMissedAt = now
          return { ...taken, summaries: [] }
        }),
      )
      lookSoon()
    },
    changed: lookSoon,
    seen: async () => {
      await cache.write(({ alerts }) => ({
        change: alerts.unseen === 0 ? {} : { alerts: { ...alerts, unseen: 0 } },
        result: undefined,
      }))
      options.onLook()
    },
    stop: () => {
      begunAt = undefined
      grouping.stop()
      timers.clearTimeout(soon)
      timers.clearTimeout(tick)
    },
  }
}
