import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import type { Reservation } from '../../contract/reservation.ts'
import { createApi, HttpProblem } from '../http/api.ts'
import { memoryCache } from '../testing/memory-cache.ts'
import { identityRecord, reservationOf, updateEntryOf } from '../testing/records.ts'
import { quiet, realTimers, until } from '../testing/real-desk.ts'
import { createOutbox } from './outbox.ts'

it('an edit is merged also where the event of the other change overtakes the 412', async () => {
  const row = reservationOf({ index: 1 })
  const theirs: Reservation = { ...row, version: 2, notes: 'theirs' }
  const { cache } = memoryCache({ identity: identityRecord }, [row])
  await cache.load()
  const sent: number[] = []
  const outbox = createOutbox({
    cache,
    api: {
      ...createApi({ server: 'http://127.0.0.1:1', token: 'x', fetch }),
      update: async (_, changes, { version }) => {
        sent.push(version)
        if (version === 2) return { ...theirs, version: 3, table: changes.table ?? '' }
        await cache.write(() => ({ change: { rows: [theirs] }, result: undefined }))
        const problem = { type: 'x', title: 'x', status: 412, code: 'precondition_failed', current: theirs }
        throw new HttpProblem(412, { problem })
      },
    },
    isUp: () => true,
    timers: realTimers,
    clockOffsetMs: () => 0,
    random: () => 0,
    newId: v7,
    asking: new Set(),
    log: quiet,
  })
  const edit = updateEntryOf(7, { changes: { table: '3' }, base: { version: 1, values: { table: null } } })
  await cache.write(() => ({ change: { entries: [edit] }, result: undefined }))
  outbox.kick()
  await until(() => expect(cache.model.entries.size).toBe(0))
  expect(sent).toEqual([1, 2])
  expect(cache.model.rows.get(row.id)).toMatchObject({ version: 3, table: '3', notes: 'theirs' })
  await outbox.stop()
})
