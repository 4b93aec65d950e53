import type { FastifyBaseLogger } from 'fastify'

/**
 * Wakes the other instances up when a log has grown. It carries no events: the log is the truth, so a wake-up may be
 * lost, doubled or late, and nobody waits for one to be sent.
 */
export interface Bus {
  wake(businessId: number, seq: number): void
  isUp(): boolean
  close(): Promise<void>
}

/** Whoever wants to be woken. */
export interface Sleeper {
  heard(businessId: number, seq: number): void
  /** The bus was away, or has just come: wake-ups may have been missed. */
  mayHaveMissed(): void
  logger: FastifyBaseLogger
}

/** Between two tries to reach the bus again, the longest. */
export const longestRetryMs = 3000

export function retryMs(failures: number): number {
  return Math.min(longestRetryMs, 100 * 2 ** Math.min(failures, 10))
}

/** Most businesses in one message: PostgreSQL carries 8,000 bytes. */
const maxInMessage = 200

/**
 * Sends one message at a time; what comes meanwhile goes together in the next one, each business with its last number.
 * A message that cannot be sent is dropped: the others look at the logs by themselves from time to time.
 */
export function createSender(send: (message: string) => Promise<unknown>): Bus['wake'] {
  const pending = new Map<number, number>()
  let isSending = false

  async function sendAll(): Promise<void> {
    isSending = true
    while (pending.size > 0) {
      const batch = [...pending].slice(0, maxInMessage)
      for (const [businessId] of batch) pending.delete(businessId)
      try {
        await send(batch.map(([businessId, seq]) => `${businessId}:${seq}`).join(' '))
      } catch {
        // The loss itself is told by whoever holds the connection.
      }
    }
    isSending = false
  }
  return (businessId, seq) => {
    pending.set(businessId, seq)
    if (!isSending) void sendAll()
  }
}

/** Reads a message. What is none, from whoever else speaks on the channel, is passed over. */
export function receive(message: string, sleeper: Pick<Sleeper, 'heard'>): void {
  for (const part of message.split(' ')) {
    const [, businessId, seq] = /^(\d{1,10}):(\d{1,15})$/.exec(part) ?? []
    if (businessId !== undefined && seq !== undefined) sleeper.heard(Number(businessId), Number(seq))
  }
}
