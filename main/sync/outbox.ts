import { maxBatch } from '../../contract/scan.ts'
import { BadAnswerError, HttpProblem } from '../http/api.ts'
import type { Api } from '../http/api.ts'
import { retryDelayMs } from '../live/backoff.ts'
import type { Timers } from '../live/deps.ts'
import type { EntryOf, OutboxEntry } from '../store/outbox-entry.ts'
import type { Log } from '../log.ts'
import type { Answered } from './answers.ts'
import {
  confirmed,
  currentRow,
  scanAnswered,
  fitsAsItIs,
  rebased,
  scanRequest,
  setAside,
  together,
  undoAnswered,
} from './answers.ts'
import type { Cache } from './cache.ts'
import { refusalOf } from './failures.ts'

export interface Outbox {
  /** Something was put in, or may be sent now. */
  kick(): void
  /** The server is there (again), or the host asks: the wait after a failed try is over. `Retry-After` is kept. */
  retry(): void
  /** Resolves when nothing is under way any more. */
  stop(): Promise<void>
}

export interface OutboxOptions {
  cache: Cache
  api: Api
  /** Whether the server is known to answer. */
  isUp: () => boolean
  timers: Timers
  /** How far this computer's clock is ahead; `null` while nobody knows. */
  clockOffsetMs: () => number | null
  random: () => number
  newId: () => string
  /** Scans that are being asked right now: they and what comes after them wait for the answer. */
  asking: ReadonlySet<string>
  log: Log
}

/** So often the server may break on an entry before the others are not held up by it any longer. */
const longestBreakdown = 5

/**
 * Sends what this desk has done, in order, one request at a time; scans that stand next to each other go as a
 * batch. The entry's id is the idempotency key, so that a lost answer is asked for again without harm. What the
 * server will never take is set aside and told to the host; the rest goes on.
 */
export function createOutbox({
  cache,
  api,
  isUp,
  timers,
  clockOffsetMs,
  random,
  newId,
  asking,
  log,
}: OutboxOptions): Outbox {
  const { model } = cache
  let running: Promise<void> | undefined
  let again = false
  let stopped = false
  let pause: { handle: unknown; asked: boolean } | undefined
  let failures = 0
  /** One, after a batch was refused as a whole: then its entries show one by one which of them it was. */
  let longestBatch = maxBatch
  /** The `If-Match` of the last edit. */
  let versionSent = 0
  /** Times that the server broke on the entry at the head. */
  let breakdowns = { id: '', count: 0 }

  /** What is to be sent next: one entry, or scans that stand next to each other. */
  function nextBatch(): OutboxEntry[] {
    const batch: OutboxEntry[] = []
    // After a damaged file: who this desk is, and for which venue, is asked first.
    if (!model.identity) return batch
    for (const entry of model.entries.values()) {
      if (entry.setAside !== null) continue
      if (asking.has(entry.id)) break
      if (batch.length > 0 && (entry.kind !== 'scan' || batch.length === longestBatch)) break
      batch.push(entry)
      if (entry.kind !== 'scan') break
    }
    return batch
  }

  async function run(): Promise<void> {
    again = false
    for (let batch = nextBatch(); batch.length > 0 && !stopped && !pause; batch = nextBatch()) {
      if (!(await sendOrPause(batch))) return
    }
  }

  /** Returns whether to go on with the next. */
  async function sendOrPause(planned: readonly OutboxEntry[]): Promise<boolean> {
    let batch = planned
    try {
      batch = await markSent(planned)
      const scans = batch.filter((entry): entry is EntryOf<'scan'> => entry.kind === 'scan')
      const [head] = batch
      if (head && scans.length > 1) await sendScans(scans, head.businessId)
      else if (head) await sendOne(head)
      failures = 0
      longestBatch = maxBatch
      return true
    } catch (error) {
      return failed(batch, error)
    }
  }

  /**
   * On the disk before it is sent: after a crash in between, the server may have it. Returns what is still to be
   * sent: the host may have taken one back a moment ago.
   */
  async function markSent(batch: readonly OutboxEntry[]): Promise<OutboxEntry[]> {
    return cache.write(({ entries }) => {
      const present = batch.flatMap(({ id }) => entries.get(id) ?? [])
      const fresh = present.filter(({ attempts }) => attempts === 0)
      const change = fresh.length > 0 ? { entries: fresh.map((entry) => ({ ...entry, attempts: 1 })) } : {}
      return { change, result: present }
    })
  }

  async function sendOne(entry: OutboxEntry): Promise<void> {
    switch (entry.kind) {
      case 'create': {
        const row = await api.create(entry.body, entry.id)
        return cache.write((now) => ({ ...confirmed(now, entry.id, row), result: undefined }))
      }
      case 'update':
        return sendUpdate(entry)
      case 'scan': {
        const answer = await api.scan(scanRequest(entry, asSent()), { timeoutMs: 10_000 })
        return cache.write((now) => ({ ...scanAnswered(now, entry.id, answer, false), result: undefined }))
      }
      case 'undo': {
        const answer = await api.undo(entry.scanId, entry.id)
        return cache.write((now) => ({ ...undoAnswered(now, entry, answer), result: undefined }))
      }
    }
  }

  async function sendUpdate(entry: EntryOf<'update'>): Promise<void> {
    const row = model.rows.get(entry.reservationId)
    const fits = !row || fitsAsItIs(row, entry)
    if (!fits && entry.attempts === 0) return rebase(entry)
    // Sent before, it may have been done before the other change was: then its key is answered with that. If it
    // was not, the old version makes the server refuse it.
    versionSent = fits ? versionOf(entry) : entry.base.version
    const options = { key: entry.id, version: versionSent }
    const updated = await api.update(entry.reservationId, entry.changes, options)
    return cache.write((now) => ({ ...confirmed(now, entry.id, updated), result: undefined }))
  }

  /** What goes on is sent next; what the host has to choose first is told. */
  async function rebase({ id }: EntryOf<'update'>): Promise<void> {
    await cache.write(({ entries, rows }) => {
      const entry = entries.get(id)
      const row = entry?.kind === 'update' ? rows.get(entry.reservationId) : undefined
      if (entry?.kind !== 'update' || !row) return { change: {}, result: undefined }
      return { change: rebased(entry, row, newId()), result: undefined }
    })
  }

  /** A row of another day may not be here: then the host saw the last version that this desk knows. */
  function versionOf({ reservationId, base }: EntryOf<'update'>): number {
    return model.rows.get(reservationId)?.version ?? base.version
  }

  async function sendScans(scans: readonly EntryOf<'scan'>[], businessId: number): Promise<void> {
    const requests = scans.map((entry) => scanRequest(entry, asSent()))
    const { results } = await api.scanBatch(businessId, requests)
    const problems = results.map((result) =>
      'problem' in result ? new HttpProblem(result.problem.status, { problem: result.problem }) : undefined,
    )
    await cache.write((now) => {
      const answers = scans.flatMap((entry, index): Answered[] => {
        const result = results[index]
        if (result === undefined) return []
        if (!('problem' in result)) return [scanAnswered(now, entry.id, result, false)]
        const refusal = refusalOf(problems[index])
        return refusal.kind === 'refused' ? [setAside(now, entry.id, refusal.code)] : []
      })
      return { ...together(answers), result: undefined }
    })
    const unsettled = problems.find((problem) => problem && refusalOf(problem).kind !== 'refused')
    if (unsettled) throw unsettled
    if (results.length < scans.length) {
      throw new BadAnswerError(`The server judged ${results.length} of ${scans.length} scans.`)
    }
  }

  async function putAside(entry: OutboxEntry, code: string): Promise<void> {
    log.warn('the server will not take an entry of the outbox', { id: entry.id, kind: entry.kind, code })
    await cache.write((now) => ({ ...setAside(now, entry.id, code), result: undefined }))
  }

  async function failed([head, ...others]: readonly OutboxEntry[], error: unknown): Promise<boolean> {
    const refusal = refusalOf(error)
    if (!head || refusal.kind === 'stopped') return false
    if (others.length > 0) longestBatch = 1
    if (refusal.kind === 'later') {
      if (refusal.failed && others.length === 0 && brokeTooOften(head.id)) {
        await putAside(head, 'internal')
        return true
      }
      failures += 1
      log.info('the outbox waits', {
        failures,
        error: error instanceof Error ? error.message : String(error),
      })
      wait(retryDelayMs(failures, random(), refusal), refusal.retryAfterMs !== undefined)
      return false
    }
    if (others.length > 0) return true
    if (refusal.code === 'precondition_failed' && head.kind === 'update') {
      await cache.write((now) => ({ change: currentRow(now, refusal.current), result: undefined }))
      // Tried again on top of a newer row; without one it would go round for ever.
      if (versionOf(head) !== versionSent) {
        await rebase(head)
        return true
      }
    }
    await putAside(head, refusal.code)
    return true
  }

  function brokeTooOften(id: string): boolean {
    breakdowns = { id, count: breakdowns.id === id ? breakdowns.count + 1 : 1 }
    return breakdowns.count >= longestBreakdown
  }

  function wait(ms: number, asked: boolean): void {
    const handle = timers.setTimeout(() => {
      pause = undefined
      begin()
    }, ms)
    pause = { handle, asked }
  }

  function endPause(): void {
    if (!pause) return
    timers.clearTimeout(pause.handle)
    pause = undefined
  }

  const asSent = () => ({
    deviceId: model.identity?.device.id ?? '',
    told: true,
    clockOffsetMs: clockOffsetMs(),
  })

  function kick(): void {
    if (running) again = true
    else if (isUp()) begin()
    // While the connection is down a try is likely to fail: it is made now and then, not at each entry.
    else if (!pause && nextBatch().length > 0) wait(retryDelayMs(Math.max(1, failures), random()), false)
  }

  function begin(): void {
    if (stopped || pause) return
    if (running) {
      again = true
      return
    }
    running = run()
      .catch((error: unknown) => log.error('the outbox could not go on', { error }))
      .finally(() => {
        running = undefined
        if (again) kick()
      })
  }

  return {
    kick,
    retry: () => {
      if (pause?.asked) return
      endPause()
      begin()
    },
    stop: async () => {
      stopped = true
      await running
      endPause()
    },
  }
}
