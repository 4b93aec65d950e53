import { generateKeyPairSync } from 'node:crypto'
import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import type { Identity } from '../../contract/api.ts'
import { scanInputSchema } from '../../contract/ipc.ts'
import type { ScanInput } from '../../contract/ipc.ts'
import { manualTimers } from '../live/testing/manual-timers.ts'
import { at, reservationOf, scanEntryOf } from '../testing/records.ts'
import { rightClock } from '../testing/clocks.ts'
import { memoryCache } from '../testing/memory-cache.ts'
import { signingIdentity, ticketText } from '../testing/tickets.ts'
import { judge } from './judge.ts'
import { Model } from './model.ts'
import { createScanner } from './scan.ts'

const now = Date.parse(at)
const party = reservationOf({ index: 1, partySize: 2, code: 'ACDEFG' })
const ticket = ticketText({ ticketId: party.ticketId })

function modelOf(...rows: ReturnType<typeof reservationOf>[]): Model {
  const model = new Model()
  model.apply({ identity: signingIdentity, cursor: 0, rows })
  model.turnTo(now)
  return model
}
const judged = (model: Model, text: string, people = 1) =>
  judge(model, signingIdentity, { text, people }, [now])

describe('a desk alone judges', () => {
  const model = modelOf(party)

  it('a good ticket: admitted, in whatever case it was read', () => {
    expect(judged(model, ticket)).toMatchObject({ outcome: 'admitted', final: false })
    expect(judged(model, ` ${ticket.toLowerCase()}\n`)).toMatchObject({ outcome: 'admitted' })
  })

  it('a party that is complete, also by scans that wait: duplicate', () => {
    const full = modelOf(party)
    full.apply({ entries: [scanEntryOf(100, { people: 2 })] })
    expect(judged(full, ticket)).toMatchObject({ outcome: 'duplicate', final: false })
  })

  it('more people than the party has left: over capacity', () => {
    expect(judged(model, ticket, 3)).toMatchObject({ outcome: 'over_capacity' })
  })

  it.each(['cancelled', 'no_show'] as const)('a party that is %s', (status) => {
    expect(judged(modelOf({ ...party, status }), ticket)).toMatchObject({ outcome: status, final: false })
  })

  it('a ticket signed by somebody else: bad signature, for good', () => {
    const forged = ticketText({ ticketId: party.ticketId }, generateKeyPairSync('ed25519').privateKey)
    expect(judged(model, forged)).toEqual({ outcome: 'bad_signature', final: true })
  })

  it('a ticket whose party was made larger after it was signed: bad signature', () => {
    const larger = ticketText({ ticketId: party.ticketId, partySize: 90 })
    const spliced = larger.slice(0, 41) + ticket.slice(41)
    expect(judged(model, spliced)).toMatchObject({ outcome: 'bad_signature' })
  })

  it('a key that it was never given: not for good, the server may know it', () => {
    const text = ticketText({ ticketId: party.ticketId, keyId: 8 })
    expect(judged(model, text)).toEqual({ outcome: 'bad_signature', reason: 'unknown_key', final: false })
  })

  it('a ticket of another venue, for good', () => {
    const text = ticketText({ ticketId: party.ticketId, businessId: 2 })
    expect(judged(model, text)).toEqual({ outcome: 'wrong_business', final: true })
  })

  it('a ticket of another day', () => {
    const text = ticketText({ ticketId: party.ticketId, firstDay: '2026-11-25', lastDay: '2026-11-25' })
    expect(judged(model, text)).toMatchObject({ outcome: 'wrong_day', reservation: { id: party.id } })
  })

  it('a ticket of today whose reservation is not here: admitted, without one', () => {
    expect(judged(modelOf(), ticket)).toEqual({ outcome: 'admitted', final: false })
  })

  it('a ticket that was revoked, or whose reservation was deleted', () => {
    const revoked = modelOf(party)
    revoked.apply({ revoked: [party.ticketId] })
    expect(judged(revoked, ticket)).toMatchObject({ outcome: 'revoked' })
    const deleted = modelOf(party)
    deleted.apply({ gone: [{ id: party.id, version: 2, ticketId: party.ticketId }] })
    expect(judged(deleted, ticket)).toMatchObject({ outcome: 'unknown' })
  })

  it('a code typed by hand, of today, of another day, and of nobody', () => {
    expect(judged(model, ' acdefg ')).toMatchObject({ outcome: 'admitted', reservation: { id: party.id } })
    const later = modelOf({ ...party, startsAt: '2026-11-26T20:00:00.000Z' })
    expect(judged(later, 'ACDEFG')).toMatchObject({ outcome: 'wrong_day' })
    expect(judged(model, 'XWVTRQ')).toEqual({ outcome: 'unknown', final: false })
  })

  it.each(['https://example.org/menu', 'FD1AAAA', '4006381333931'])('%s: another kind of code', (text) => {
    expect(judged(model, text)).toEqual({ outcome: 'malformed', reason: 'other_kind', final: true })
  })
})

describe('scans in a row, with the clock in our hand and no disk', () => {
  function scanner(identity: Identity | null = signingIdentity) {
    const timers = manualTimers(now)
    const { cache } = memoryCache({ identity }, [party])
    const { model } = cache
    const { scan } = createScanner({
      cache,
      server: () => null,
      clock: rightClock(timers),
      newId: v7,
      asking: new Set(),
      onSettled: () => undefined,
    })
    const read = (more: Partial<ScanInput> = {}) =>
      scan(scanInputSchema.parse({ text: ticket, source: 'wedge', at, ...more }))
    return { cache, model, timers, read }
  }

  it('the same code within two seconds is told again, and nothing else happens', async () => {
    const { model, timers, read } = scanner()
    const [first, second] = await Promise.all([read(), read()])
    expect(second).toEqual({ ...first, repeated: true })
    timers.advance(1_999)
    expect(await read()).toMatchObject({ scanId: first.scanId, repeated: true })
    expect(model.entries.size).toBe(1)
    timers.advance(2)
    expect(await read()).toMatchObject({ outcome: 'admitted', repeated: false })
    expect(model.view(party.id)?.arrivedCount).toBe(2)
  })

  it('a code that is held up to the camera stays one scan, however long', async () => {
    const { model, timers, read } = scanner()
    for (let second = 0; second < 10; second++) {
      await read({ source: 'webcam' })
      timers.advance(1_000)
    }
    expect(model.entries.size).toBe(1)
  })

  it('a camera that lost sight of the code for a moment did not read another guest', async () => {
    const { model, timers, read } = scanner()
    await read({ source: 'webcam' })
    timers.advance(60_000)
    const seen = (msAgo: number): string => new Date(timers.now() - msAgo).toISOString()
    expect(await read({ source: 'webcam', lastSeenAt: seen(900) })).toMatchObject({ repeated: true })
    timers.advance(30_000)
    expect(await read({ source: 'webcam', lastSeenAt: seen(2_500) })).toMatchObject({ repeated: false })
    expect(model.entries.size).toBe(2)
  })

  it('the host’s plus is another scan at once', async () => {
    const { model, read } = scanner()
    await read()
    expect(await read({ again: true })).toMatchObject({ outcome: 'admitted', repeated: false })
    expect(await read({ again: true })).toMatchObject({
      outcome: 'duplicate',
      previous: { deviceId: 'desk-1' },
    })
    expect(model.view(party.id)?.arrivedCount).toBe(2)
  })

  it('what proves itself wrong is logged and never sent', async () => {
    const { model, read } = scanner()
    expect(await read({ text: 'https://example.org' })).toMatchObject({
      outcome: 'malformed',
      provisional: false,
    })
    expect(model.entries.size).toBe(0)
    expect(model.verdicts.size).toBe(1)
  })

  it('before pairing it says so', async () => {
    const { cache, read } = scanner(null)
    await cache.load()
    await expect(read()).rejects.toMatchObject({ code: 'not_paired' })
  })
})
