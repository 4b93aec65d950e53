import type { DecoderKind } from './camera.ts'
import type { DecodeAnswer } from './decode-worker.ts'

/** Reads the QR codes in a picture, which it takes. Rejects when it can read no more. */
export interface Decoder {
  kind: DecoderKind
  read(picture: ImageBitmap): Promise<string[]>
  close(): void
}

/** A worker that has not answered for so long is dead; a picture takes some 15 ms. Milliseconds. */
const answerWithin = 5000

/**
 * zxing-wasm in a worker; where that cannot run, or dies, @zxing/browser in the page from then on.
 * `onKind` is told which one runs.
 */
export function createDecoder(onKind: (kind: DecoderKind) => void): Pick<Decoder, 'read' | 'close'> {
  let closed = false
  let current = openWorker().then(adopt, fallBack)

  function adopt(decoder: Decoder): Decoder {
    if (closed) decoder.close()
    else onKind(decoder.kind)
    return decoder
  }

  async function fallBack(cause: unknown): Promise<Decoder> {
    // The desk goes on reading; the reason belongs in the log.
    if (!closed) reportError(cause)
    const { openFallback } = await import('./fallback.ts')
    return adopt(openFallback())
  }

  return {
    async read(picture) {
      const decoder = await current
      try {
        return await decoder.read(picture)
      } catch (error) {
        decoder.close()
        if (closed || decoder.kind === 'fallback') throw error
        // This picture went with the worker; the camera has the next one.
        current = fallBack(error)
        return []
      }
    },
    close() {
      closed = true
      // One that cannot be opened has nothing to close, and whoever reads is told.
      current.then((decoder) => decoder.close()).catch(() => undefined)
    },
  }
}

async function openWorker(): Promise<Decoder> {
  const worker = new Worker(new URL('./decode-worker.ts', import.meta.url), { type: 'module' })
  try {
    await nextAnswer(worker)
  } catch (error) {
    worker.terminate()
    throw error
  }
  return {
    kind: 'wasm',
    async read(picture) {
      const answered = nextAnswer(worker)
      worker.postMessage(picture, [picture])
      const answer = await answered
      return answer.kind === 'read' ? answer.texts : []
    },
    close: () => worker.terminate(),
  }
}

function nextAnswer(worker: Worker): Promise<DecodeAnswer> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error(`The decoder's worker gave no answer within ${answerWithin} ms.`))
    }, answerWithin)
    worker.onmessage = ({ data }: MessageEvent<DecodeAnswer>) => {
      clearTimeout(timer)
      if (data.kind === 'failed') reject(new Error(`The decoder's worker failed: ${data.message}`))
      else resolve(data)
    }
    worker.onerror = (event) => {
      clearTimeout(timer)
      reject(new Error(`The decoder's worker failed: ${event.message || 'it could not be loaded'}`))
    }
  })
}
