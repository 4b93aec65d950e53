import { BrowserQRCodeReader } from '@zxing/browser'
import { createDecoder } from '../../renderer/scanners/decoder.ts'
import { frame, grayFrame, seeded, ticketLike } from './frames.ts'
import type { Condition } from './frames.ts'

/** What one decoder made of the frames of one condition. */
export interface Measured {
  decoder: string
  decoded: number
  frames: number
  milliseconds: number
}

/** Reads the codes in a picture, which it takes. */
type Read = (picture: ImageBitmap) => Promise<string[]>

/** What the desk ships: zxing-wasm in its worker. Its fallback would be another figure. */
function ours(): Promise<Read> {
  return new Promise((resolve, reject) => {
    const decoder = createDecoder((kind) => {
      if (kind === 'wasm') resolve((picture) => decoder.read(picture))
      else reject(new Error(`The shipped decoder runs as ${kind}.`))
    })
  })
}

/** @zxing/browser as its own documentation has it: a canvas, and no second look at the negative. */
function zxing(): Read {
  const reader = new BrowserQRCodeReader()
  const canvas = document.createElement('canvas')
  Object.assign(canvas, frame)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  return (picture) => {
    context?.drawImage(picture, 0, 0)
    picture.close()
    try {
      return Promise.resolve([reader.decodeFromCanvas(canvas).getText()])
    } catch {
      // It throws where it finds none.
      return Promise.resolve([])
    }
  }
}

const decoders: Record<string, Promise<Read>> = {
  'front desk': ours(),
  '@zxing/browser': Promise.resolve(zxing()),
}

/** Shows each frame to every decoder, one picture at a time as the desk does. */
async function measure(condition: Condition, frames: number, seed: number): Promise<Measured[]> {
  const random = seeded(seed)
  const results: Measured[] = []
  for (const decoder of Object.keys(decoders)) results.push({ decoder, decoded: 0, frames, milliseconds: 0 })
  for (let index = 0; index < frames; index++) {
    const text = ticketLike(random)
    const image = colours(grayFrame(text, condition, random))
    for (const result of results) {
      const read = await decoders[result.decoder]
      const picture = await createImageBitmap(image)
      const before = performance.now()
      const texts = (await read?.(picture)) ?? []
      result.milliseconds += performance.now() - before
      if (texts.includes(text)) result.decoded++
    }
  }
  return results
}

function colours(gray: Float32Array): ImageData {
  const image = new ImageData(frame.width, frame.height)
  gray.forEach((value, index) => {
    image.data.fill(value, index * 4, index * 4 + 3)
    image.data[index * 4 + 3] = 255
  })
  return image
}

Object.assign(globalThis, { measure })
