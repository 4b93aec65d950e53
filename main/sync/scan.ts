import type { Verdict, scanInputSchema } from '../../contract/ipc.ts'
import type { Identity } from '../../contract/api.ts'
import { applyAdmission } from '../../contract/reservation.ts'
import type { Admission, ScanResponse } from '../../contract/scan.ts'
import type { z } from 'zod'
import type { Api } from '../http/api.ts'
import { timesItMayBe } from '../server-clock.ts'
import type { ServerClock } from '../server-clock.ts'
import type { EntryOf } from '../store/outbox-entry.ts'
import { scanLogLength } from '../store/protocol.ts'
import { scanAnswered, scanRequest, setAside } from './answers.ts'
import type { Cache, Step } from './cache.ts'
import { Refused } from './refused.ts'
import { refusalOf } from './failures.ts'
import { judge } from './judge.ts'
import type { Judgement } from './judge.ts'
import { keepNewest } from './keep-newest.ts'
import { meantText } from './meant-text.ts'
import type { Model } from './model.ts'

type Input = z.output<typeof scanInputSchema>

export interface ScannerOptions {
  cache: Cache
  /** The server where it can be asked now; `null` where the desk is alone. */
  server: () => Api | null
  clock: ServerClock
  newId: () => string
  /** Scans whose answer the host waits for. */
  asking: Set<string>
  /** The host was told: what the server says from now on is said again. */
  onSettled: (scanId: string) => void
}

/** How long the host waits for the server before the desk's own verdict stands. */
const budgetMs = 600
/** The same code again within this time, since it was read or seen last, is the same guest still holding it up. */
const repeatMs = 2_000
/** For so long a camera may look at one code. */
const forgetMs = 600_000

/**
 * Judges what scanners read. The scan is on the disk before anything is asked or shown; the server is asked
 * within a short budget, and without its answer this desk's own verdict stands, provisionally, and the scan waits
 * in the outbox under the same `scanId`.
 */
export function createScanner({ cache, server, clock, newId, asking, onSettled }: ScannerOptions) {
  const { timers } = clock
  const recent = new Map<string, { at: number; verdict: Promise<Verdict> }>()

  /** Rejects with `Refused` before pairing, and with a `StoreError`. */
  async function scan(read: Input): Promise<Verdict> {
    const now = timers.now()
    const input = { ...read, text: meantText(cache.model, read) }
    const key = input.text.trim().toUpperCase()
    for (const [text, { at }] of recent) if (now - at > forgetMs) recent.delete(text)
    const first = recent.get(key)
    const seenAt = input.lastSeenAt === undefined ? 0 : Date.parse(input.lastSeenAt)
    if (first && !input.again && now - Math.max(first.at, seenAt) <= repeatMs) {
      const verdict = await first.verdict
      const latest = cache.model.verdicts.get(verdict.scanId) ?? verdict
      if (!latest.undone) {
        // A camera goes on reading a code that is held up; a trigger is pulled on purpose.
        if (input.source === 'webcam') first.at = timers.now()
        return { ...latest, repeated: true }
      }
    }
    const verdict = judgeAndAsk(input)
    recent.set(key, { at: now, verdict })
    keepNewest(recent, scanLogLength)
    verdict.catch(() => recent.delete(key))
    return verdict
  }

  async function judgeAndAsk(input: Input): Promise<Verdict> {
    const scanId = newId()
    const api = server()
    if (api) asking.add(scanId)
    try {
      const entry = await cache.write((model) => planScan(model, input, scanId))
      if (api && entry && entry.attempts > 0) await ask(api, entry)
    } finally {
      if (asking.delete(scanId)) onSettled(scanId)
    }
    const verdict = cache.model.verdicts.get(scanId)
    if (!verdict) throw new Error('A scan was judged and is not in the log.')
    return verdict
  }

  function planScan(model: Model, input: Input, scanId: string): Step<EntryOf<'scan'> | undefined> {
    const { identity } = model
    if (!identity) throw new Refused('not_paired')
    const judgement = judge(model, identity, input, timesItMayBe(clock))
    const verdict = verdictOf(model, identity, input, scanId, judgement)
    if (judgement.final) return { change: { verdicts: [verdict] }, result: undefined }
    const asks = asking.has(scanId) && mayAsk(model, judgement.reservation?.id)
    const entry: EntryOf<'scan'> = {
      kind: 'scan',
      id: scanId,
      businessId: identity.business.id,
      createdAt: new Date(timers.now()).toISOString(),
      // Counted before it is sent: after a crash in between, the server may have it.
      attempts: asks ? 1 : 0,
      setAside: null,
      name: judgement.reservation?.customer.name ?? '',
      ...(judgement.reservation ? { reservationId: judgement.reservation.id } : {}),
      code: input.text,
      people: input.people,
      scannedAt: input.at,
      ...(clock.isSure() ? {} : { guessedOffsetMs: clock.offsetMs() }),
      deskOutcome: judgement.outcome,
    }
    return { change: { verdicts: [verdict], entries: [entry] }, result: entry }
  }

  async function ask(api: Api, entry: EntryOf<'scan'>): Promise<void> {
    const deviceId = cache.model.identity?.device.id ?? ''
    let answer: ScanResponse
    try {
      answer = await api.scan(scanRequest(entry, { deviceId, told: false, clockOffsetMs: null }), {
        timeoutMs: budgetMs,
      })
    } catch (error) {
      const refusal = refusalOf(error)
      // Everything else is the outbox's: it tries again, and knows when not to.
      if (refusal.kind === 'refused') {
        await cache.write((model) => ({ ...setAside(model, entry.id, refusal.code), result: undefined }))
      }
      return
    }
    asking.delete(entry.id)
    await cache.write((model) => ({ ...scanAnswered(model, entry.id, answer, true), result: undefined }))
  }

  /** Work that waits about the same reservation goes first: the server would judge without it. */
  function mayAsk(model: Model, reservationId: string | undefined): boolean {
    const others = reservationId === undefined ? [] : model.entriesOf(reservationId)
    return others.every(({ id, setAside: code }) => code !== null || asking.has(id))
  }

  return { scan }
}

function verdictOf(
  model: Model,
  identity: Identity,
  input: Input,
  scanId: string,
  { outcome, reason, reservation, final }: Judgement,
): Verdict {
  const shown =
    reservation && outcome === 'admitted' ? applyAdmission(reservation, input.people) : reservation
  const previous =
    outcome === 'duplicate' && reservation ? lastAdmission(model, identity, reservation.id) : undefined
  return {
    scanId,
    outcome,
    ...(reason === undefined ? {} : { reason }),
    people: input.people,
    at: input.at,
    source: input.source,
    text: input.text,
    ...(shown ? { reservation: { ...shown, pending: !final } } : {}),
    ...(previous ? { previous } : {}),
    provisional: !final,
    repeated: false,
    undone: false,
  }
}

/** Who let the party in last, as far as this desk knows: itself. */
export function lastAdmission(
  model: Model,
  { device }: Identity,
  reservationId: string,
): Admission | undefined {
  const admissions = [...model.verdicts.values()].filter(
    (verdict) =>
      verdict.outcome === 'admitted' && !verdict.undone && verdict.reservation?.id === reservationId,
  )
  const last = admissions.at(-1)
  return last && { scanId: last.scanId, deviceId: device.id, deviceName: device.name, at: last.at }
}
