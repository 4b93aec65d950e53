/** The bytes of some events in a row, ready to be sent; `last` is the number of the last of them. */
export interface Piece {
  bytes: Buffer
  last: number
}

interface Slab {
  bytes: Buffer
  used: number
  /** The number of its first event, and where each begins. */
  first: number
  starts: number[]
}

export interface RecentSize {
  slabBytes: number
  /** Full slabs that are kept beside the one that is being filled. */
  slabs: number
}

/** About 1 MiB for each business that has had a stream: some 1,500 events, an evening of a large venue. */
const usualSize: RecentSize = { slabBytes: 128 * 1024, slabs: 8 }

/**
 * The frames of a business's last events, in memory. Each is encoded once, straight into a slab that is never written
 * over, so that what goes to a thousand streams, live or replayed, is the same bytes and is never copied.
 */
export class Recent {
  private slabs: Slab[] = []
  private first: number
  private lastSeq: number
  private readonly size: RecentSize

  /** Begins empty, after the event `last`. */
  constructor(last: number, size: RecentSize = usualSize) {
    this.first = last + 1
    this.lastSeq = last
    this.size = size
  }

  /** The number of the newest event. */
  get last(): number {
    return this.lastSeq
  }

  /** Whether every event after the cursor is here, and the cursor is not ahead of them. */
  covers(cursor: number): boolean {
    return cursor >= this.first - 1 && cursor <= this.lastSeq
  }

  /** Adds an event. One that is known is left out; after one that was missed, what was before is forgotten: there are no gaps. */
  append(seq: number, frame: string): void {
    if (seq <= this.lastSeq) return
    if (seq !== this.lastSeq + 1) {
      this.slabs = []
      this.first = seq
    }
    this.lastSeq = seq
    const length = Buffer.byteLength(frame)
    let slab = this.slabs.at(-1)
    if (slab === undefined || slab.used + length > slab.bytes.length) slab = this.addSlab(seq, length)
    slab.starts.push(slab.used)
    slab.used += slab.bytes.write(frame, slab.used)
  }

  /** The events after a cursor that it covers, as far as they lie in one slab; undefined where there is none. */
  after(cursor: number): Piece | undefined {
    if (!this.covers(cursor)) return undefined
    for (let index = this.slabs.length - 1; index >= 0; index--) {
      const slab = this.slabs[index]
      if (slab === undefined || slab.first > cursor + 1) continue
      const start = slab.starts[cursor + 1 - slab.first]
      if (start === undefined) return undefined
      return { bytes: slab.bytes.subarray(start, slab.used), last: slab.first + slab.starts.length - 1 }
    }
    return undefined
  }

  /** Forgets all events up to this one. */
  forget(through: number): void {
    this.first = Math.max(this.first, Math.min(through, this.lastSeq) + 1)
    this.slabs = this.slabs.filter((slab) => slab.first + slab.starts.length > this.first)
  }

  private addSlab(first: number, atLeast: number): Slab {
    // Not from Node's shared pool, of which a small part would hold on to all of it.
    const bytes = Buffer.allocUnsafeSlow(Math.max(this.size.slabBytes, atLeast))
    const slab = { bytes, used: 0, first, starts: [] }
    this.slabs.push(slab)
    if (this.slabs.length > this.size.slabs + 1) {
      this.slabs.shift()
      this.first = Math.max(this.first, this.slabs[0]?.first ?? first)
    }
    return slab
  }
}
