import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url'

/** What the worker says: that it can decode, what a picture held, or why it cannot go on. */
export type DecodeAnswer =
  { kind: 'ready' } | { kind: 'read'; texts: string[] } | { kind: 'failed'; message: string }

/** One picture after another; the page sends the next when the last is answered. */
const canvas = new OffscreenCanvas(1280, 720)
const context = canvas.getContext('2d', { willReadFrequently: true })

function answer(message: DecodeAnswer): void {
  self.postMessage(message)
}

function fail(error: unknown): void {
  answer({ kind: 'failed', message: String(error) })
}

async function decode(picture: ImageBitmap): Promise<string[]> {
  if (!context) throw new Error('This worker has no canvas to draw on.')
  if (canvas.width !== picture.width || canvas.height !== picture.height) {
    canvas.width = picture.width
    canvas.height = picture.height
  }
  context.drawImage(picture, 0, 0)
  picture.close()
  const results = await readBarcodes(context.getImageData(0, 0, canvas.width, canvas.height), {
    formats: ['QRCode'],
    tryInvert: true,
  })
  return results.map((result) => result.text)
}

self.onmessage = (event: MessageEvent<ImageBitmap>) => {
  decode(event.data).then((texts) => answer({ kind: 'read', texts }), fail)
}

// Left alone, the package would fetch its .wasm from a public server.
prepareZXingModule({ overrides: { locateFile: () => wasmUrl }, fireImmediately: true }).then(
  () => answer({ kind: 'ready' }),
  fail,
)
