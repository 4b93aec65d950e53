/** What the bench asks of a server under test. Each is answered with a message of the same `do`. */
export type ServerAsk =
  /** Makes so many events in one turn of its loop. */
  | { do: 'burst'; count: number }
  /** Makes so many events, this many a second. */
  | { do: 'rate'; count: number; perSecond: number }
  /** CPU time and memory so far; with `collect`, after what is not used any more was collected. */
  | { do: 'usage'; collect: boolean }

export interface ServerReady {
  do: 'ready'
  port: number
  path: string
  /** One for each stream; null: it asks for none. */
  tokens: string[] | null
}

export interface Published {
  do: 'published'
  /** The numbers of the first and the last event. */
  first: number
  last: number
  /** When each was published, in milliseconds since 1970, and what the process had used of its CPU by the first. */
  at: number[]
  cpuMsBefore: number
}

export interface Usage {
  do: 'usage'
  cpuMs: number
  rssKib: number
  /** The number of the last event. */
  last: number
}

export type ServerAnswer = ServerReady | Published | Usage

/** What the bench asks of the client. */
export type ClientAsk =
  /** Opens streams; with `after`, each goes on after that event. Answered when all have begun. */
  | {
      do: 'open'
      port: number
      path: string
      streams: number
      tokens: string[] | null
      after: number | null
      /** How many connections are under way at once. */
      atOnce: number
    }
  /** From now on events after this one count; those up to `last` are waited for. */
  | { do: 'expect'; after: number }
  /** Answered when every stream has had the event `last`, or nothing came for ten seconds. */
  | { do: 'received'; last: number; at: number[]; first: number }
  | { do: 'close' }

export interface Received {
  do: 'received'
  lost: number
  doubled: number
  /** Milliseconds from the moment at which each event was published. NaN where nothing came. */
  p50: number
  p99: number
  /** When the last event came, in milliseconds since 1970. */
  lastAt: number
}

export type ClientAnswer =
  { do: 'opened'; begunAt: number } | { do: 'expected' } | { do: 'closed' } | Received

/** Bytes of an event's data, in every server. */
export const dataBytes = 200
export const eventType = 'settings-changed'

export const nowMs = (): number => performance.timeOrigin + performance.now()
