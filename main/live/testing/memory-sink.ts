import type { Api } from '../../http/api.ts'
import { GapError } from '../deps.ts'
import type { Sink } from '../deps.ts'

export interface MemorySink extends Sink {
  /** Each call that was made, in order: `identify`, `snapshot 12`, `apply 3,4,5`. */
  calls: string[]
  applied: { seq: number; name: string | undefined }[]
  /** Calls of `apply` that began. */
  begun: number
  /** Calls that began while another was under way. */
  overlaps: number
  /** What calls wait for. */
  gate: Promise<void>
  /** What the next calls of `apply` throw. */
  failWith: Error | undefined
  setCursor(cursor: number | null): void
}

/** What the store does, without a disk: for tests of who calls it, when, and with what. */
export function memorySink(
  api: Pick<Api, 'list'>,
  known: { businessId: number; cursor: number } | null = null,
): MemorySink {
  let businessId = known?.businessId ?? null
  let cursor = known?.cursor ?? null
  let epoch: string | null = null
  let busy = false

  async function alone(job: () => Promise<void> | void): Promise<void> {
    if (busy) it.overlaps += 1
    busy = true
    try {
      await it.gate
      await job()
    } finally {
      busy = false
    }
  }

  const it: MemorySink = {
    calls: [],
    applied: [],
    begun: 0,
    overlaps: 0,
    gate: Promise.resolve(),
    failWith: undefined,
    setCursor: (next) => (cursor = next),
    cursor: () => cursor,
    epoch: () => epoch,
    businessId: () => businessId,
    identify: (identity) =>
      alone(() => {
        it.calls.push('identify')
        businessId = identity.business.id
      }),
    snapshot: () =>
      alone(async () => {
        const list = await api.list(businessId ?? 0)
        cursor = list.cursor
        epoch = list.epoch ?? null
        it.calls.push(`snapshot ${cursor}`)
      }),
    apply: (events) => {
      it.begun += 1
      return alone(() => {
        if (it.failWith) throw it.failWith
        let next = cursor ?? 0
        const fresh = events.filter(({ seq }) => seq > (cursor ?? 0))
        for (const { seq } of fresh) {
          if (seq !== next + 1) throw new GapError(next, seq)
          next = seq
        }
        it.calls.push(`apply ${events.map(({ seq }) => seq).join()}`)
        for (const event of fresh)
          it.applied.push({
            seq: event.seq,
            name: 'reservation' in event ? event.reservation?.customer.name : undefined,
          })
        cursor = next
      })
    },
  }
  return it
}
