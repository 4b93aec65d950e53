import { expect, it } from 'vitest'
import type { DeskReport } from '../../contract/presence.ts'
import { HttpProblem, NetworkError } from '../http/errors.ts'
import { quiet } from '../testing/real-desk.ts'
import { createReporter } from './reporter.ts'
import { manualTimers } from './testing/manual-timers.ts'

function reporting(answer: () => Promise<void> = () => Promise.resolve()) {
  const timers = manualTimers()
  const sent: DeskReport[] = []
  const desk = { up: true, waiting: 0, cursor: 7, polling: false }
  const reporter = createReporter({
    timers,
    reportNow: () =>
      desk.up
        ? {
            version: '0.1.0',
            outbox: { waiting: desk.waiting, setAside: 0 },
            cursor: desk.cursor,
            ...(desk.polling && { polling: true }),
          }
        : null,
    send: async (report) => {
      sent.push(report)
      await new Promise((resolve) => timers.setTimeout(() => resolve(undefined), 12))
      return answer()
    },
    log: quiet,
  })
  /** Lets what was answered be heard. */
  const pass = async (ms: number) => {
    timers.advance(ms)
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
  }
  return { timers, sent, desk, reporter, pass }
}

it('a desk says how it is at once, then with how long that took, then every half a minute (time mocked)', async () => {
  const { sent, reporter, pass, desk } = reporting()
  reporter.look()
  await pass(0)
  expect(sent).toEqual([{ version: '0.1.0', outbox: { waiting: 0, setAside: 0 }, cursor: 7 }])
  await pass(12)
  await pass(5_000)
  expect(sent[1]?.latencyMs).toBe(12)
  await pass(12)
  desk.cursor = 9
  reporter.look()
  await pass(29_000)
  expect(sent).toHaveLength(2)
  await pass(1_000)
  expect(sent[2]).toMatchObject({ cursor: 9, latencyMs: 12 })
})

it('a change of the outbox is told soon, and a hundred changes as one (time mocked)', async () => {
  const { sent, reporter, pass, desk } = reporting()
  reporter.look()
  await pass(0)
  await pass(12)
  await pass(5_000)
  await pass(12)
  const before = sent.length
  for (let change = 1; change <= 100; change += 1) {
    desk.waiting = change
    reporter.look()
  }
  await pass(5_000)
  expect(sent).toHaveLength(before + 1)
  expect(sent.at(-1)?.outbox.waiting).toBe(100)
})

it('that it polls, and that it does not any more, is told soon (time mocked)', async () => {
  const { sent, reporter, pass, desk } = reporting()
  reporter.look()
  for (const ms of [0, 12, 5_000, 12]) await pass(ms)
  for (const polling of [true, false]) {
    desk.polling = polling
    reporter.look()
    for (const ms of [5_000, 12]) await pass(ms)
    expect(sent.at(-1)?.polling === true).toBe(polling)
  }
})

it('out of reach nothing is said, and back in reach it is said at once (time mocked)', async () => {
  const { sent, reporter, pass, desk } = reporting()
  desk.up = false
  reporter.look()
  await pass(120_000)
  expect(sent).toEqual([])
  desk.up = true
  reporter.look()
  await pass(0)
  expect(sent).toHaveLength(1)
})

it('an answer that does not come is asked for again later; a server without reports is left alone (time mocked)', async () => {
  const broken = reporting(() => Promise.reject(new NetworkError('no')))
  broken.reporter.look()
  await broken.pass(0)
  await broken.pass(12)
  await broken.pass(30_000)
  expect(broken.sent).toHaveLength(2)

  const old = reporting(() => Promise.reject(new HttpProblem(404, {})))
  old.reporter.look()
  await old.pass(0)
  await old.pass(12)
  await old.pass(300_000)
  expect(old.sent).toHaveLength(1)
})
