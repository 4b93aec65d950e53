import { setTimeout as pause } from 'node:timers/promises'
import { createStoreClient } from '../store/client.ts'
import type { ChildChannel, StoreTransport } from '../store/transport.ts'
import { scanEntryOf } from './records.ts'

/**
 * Writes outbox entries one after another, several at a time, and kills the store with SIGKILL so often meanwhile, each
 * time at another moment of its work. Resolves with the ids whose writing was confirmed, and with those that the file
 * holds in the end.
 */
export async function writeWhileKilled(
  startStore: StoreTransport,
  file: string,
  kills: number,
): Promise<{ confirmed: string[]; held: string[] }> {
  let running: ChildChannel | undefined
  const client = createStoreClient({
    start: () => (running = startStore([file])),
    everything: () => ({}),
    onPutAside: () => {
      throw new Error('a file is not damaged by the death of its process')
    },
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
  })
  const confirmed: string[] = []
  let killing = true
  let next = 0
  const write = async (): Promise<void> => {
    while (killing) {
      const entry = scanEntryOf(++next)
      await client.commit({ entries: [entry] })
      confirmed.push(entry.id)
    }
  }
  const writers = Array.from({ length: 4 }, write)
  try {
    for (let kill = 0; kill < kills; kill++) {
      const before = confirmed.length
      // It is at work again, or it would be taken for one that cannot run.
      while (confirmed.length === before) await pause(2)
      await pause(Math.random() * 20)
      running?.kill()
    }
  } finally {
    killing = false
  }
  await Promise.all(writers)
  const { loaded } = await client.load()
  await client.stop()
  return { confirmed: confirmed.toSorted(), held: loaded.entries.map(({ id }) => id).toSorted() }
}

const nothing = (): void => undefined
