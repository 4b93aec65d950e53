import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { TestApi } from '../../tests/e2e/support/api.ts'
import type { TestDesk } from '../../tests/e2e/support/desk.ts'
import type { BareStream } from './bare-stream.ts'
import type { Marks } from './hops.ts'
import { typeTicket } from './type-ticket.ts'
import { awaitInMain, marksOfMain } from './watch-main.ts'

export interface Stage {
  api: TestApi
  stream: BareStream
  deskA: TestDesk
  deskB: TestDesk
}

export interface Guest {
  id: string
  name: string
}

/** A request over HTTP, until desk B shows its card. */
export async function measurePost(stage: Stage, name: string): Promise<{ guest: Guest; marks: Marks }> {
  const guest = { id: randomUUID(), name }
  await prepare(stage, guest, 0)
  const start = performance.timeOrigin + performance.now()
  await stage.api.create(name, 4, { id: guest.id })
  return { guest, marks: { start, ...(await marksAtB(stage, guest, 0)) } }
}

/** A ticket typed by a USB scanner at desk A, until desk B's card has the guest in. `verdict`: until desk A says so. */
export async function measureScan(stage: Stage, guest: Guest): Promise<{ marks: Marks; verdict: number }> {
  const { api, deskA } = stage
  const ticket = await api.ticket(guest.id)
  await prepare(stage, guest, 1)
  await awaitInMain(deskA.app, guest.id)
  await deskA.page.evaluate((name) => window.benchWatch.expectVerdict(name), guest.name)
  await typeTicket(deskA.page, ticket)
  const atB = await marksAtB(stage, guest, 1)
  const verdict = await deskA.page.evaluate(() => window.benchWatch.verdict)
  const start = await deskA.page.evaluate(() => window.benchWatch.lastKeyAt)
  const { asked } = await marksOfMain(deskA.app)
  return {
    marks: { start, ...(asked === undefined ? {} : { asked }), ...atB },
    verdict: verdict - start,
  }
}

/** Brings the guest's place in desk B's list into view, and has desk B watch for the card. */
async function prepare({ deskB }: Stage, guest: Guest, arrived: number): Promise<void> {
  await deskB.search(guest.name)
  if (arrived > 0) await deskB.card(guest.id).waitFor()
  await awaitInMain(deskB.app, guest.id)
  await deskB.page.evaluate(([id, count]) => window.benchWatch.expectCard(id, count), [
    guest.id,
    arrived,
  ] as const)
  // Guests come one by one: what moved is at rest, and the start is at no fixed place within a frame.
  await pause(600 + Math.random() * 200)
}

async function marksAtB(
  { deskB, stream }: Stage,
  guest: Guest,
  arrived: number,
): Promise<Omit<Marks, 'start' | 'asked'>> {
  const atWindow = await deskB.page.evaluate(() => window.benchWatch.card)
  const { storing, stored, told } = await marksOfMain(deskB.app)
  const streamed = await stream.whenCame(guest.id, arrived)
  return {
    streamed,
    ...(storing === undefined ? {} : { storing }),
    ...(stored === undefined ? {} : { stored }),
    ...(told === undefined ? {} : { told }),
    ...atWindow,
  }
}
