export interface LineScanner {
  feed(bytes: Uint8Array): void
  /** The last `retry:` of the stream, in milliseconds. */
  hintMs(): number | undefined
  /** Bytes of the line under way. */
  lineLength(): number
}

const lineFeed = 10
const carriageReturn = 13
/** `retry:` and as many digits as make sense. */
const kept = 20

/**
 * Reads from a stream's bytes what the EventSource keeps to itself: the `retry:` field. It also measures the
 * line under way, for which the EventSource would buffer without bound.
 */
export function createLineScanner(): LineScanner {
  let start = ''
  let length = 0
  let hint: number | undefined

  function endLine(): void {
    const digits = /^retry: ?(\d{1,9})$/.exec(start)?.[1]
    if (digits !== undefined && length === start.length) hint = Number(digits)
    start = ''
    length = 0
  }

  return {
    feed(bytes) {
      for (const byte of bytes) {
        if (byte === lineFeed || byte === carriageReturn) endLine()
        else {
          if (length < kept) start += String.fromCharCode(byte)
          length += 1
        }
      }
    },
    hintMs: () => hint,
    lineLength: () => length,
  }
}
