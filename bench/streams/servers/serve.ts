import { setTimeout as sleep } from 'node:timers/promises'
import { nowMs, type Published, type ServerAnswer, type ServerAsk, type ServerReady } from '../messages.ts'

/** A server under test: it makes events, and says when it published each. */
export interface Contestant {
  ready: Omit<ServerReady, 'do'>
  /** The number of the last event that was made. */
  last(): number
  /** Makes events in one turn of the loop; `published` is called at the moment at which each goes out. */
  publish(count: number): Promise<{ first: number; last: number }>
}

/** When the events of the round were published. Contestants call it for each, first thing. */
export function publishing(): void {
  if (at.length === 0) cpuMsBefore = cpuMs()
  at.push(nowMs())
}

let at: number[] = []
let cpuMsBefore = 0

function cpuMs(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** Answers the bench until it kills this process. */
export function serve(contestant: Contestant): void {
  const say = (answer: ServerAnswer): void => void process.send?.(answer)
  // The bench that asked is gone: nobody would end this process.
  process.on('disconnect', () => process.exit(0))
  process.on('message', (message) => {
    void answer(message as ServerAsk).then(say)
  })
  say({ do: 'ready', ...contestant.ready })

  async function answer(ask: ServerAsk): Promise<ServerAnswer> {
    if (ask.do === 'usage') {
      if (ask.collect) {
        globalThis.gc?.()
        await sleep(200)
        globalThis.gc?.()
      }
      const rssKib = process.memoryUsage.rss() / 1024
      return { do: 'usage', cpuMs: cpuMs(), rssKib, last: contestant.last() }
    }
    at = []
    cpuMsBefore = cpuMs()
    if (ask.do === 'burst') return published(await contestant.publish(ask.count))
    const begun = performance.now()
    let first: number | undefined
    let last = 0
    for (let n = 0; n < ask.count; n++) {
      const due = begun + (n * 1000) / ask.perSecond
      await sleep(Math.max(0, due - performance.now()))
      const made = await contestant.publish(1)
      first ??= made.first
      last = made.last
    }
    return published({ first: first ?? 0, last })
  }

  function published({ first, last }: { first: number; last: number }): Published {
    return { do: 'published', first, last, at, cpuMsBefore }
  }
}
