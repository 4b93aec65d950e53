import { BrowserQRCodeReader } from '@zxing/browser'
import { ChecksumException, FormatException, NotFoundException } from '@zxing/library'
import type { Decoder } from './decoder.ts'

/** @zxing/browser in the page: reads less and holds the page up for some 20 ms a picture, but needs nothing. */
export function openFallback(): Decoder {
  const reader = new BrowserQRCodeReader()
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })

  function decode(): string[] {
    try {
      return [reader.decodeFromCanvas(canvas).getText()]
    } catch (error) {
      if (
        error instanceof NotFoundException ||
        error instanceof ChecksumException ||
        error instanceof FormatException
      )
        return []
      throw error
    }
  }

  return {
    kind: 'fallback',
    read(picture) {
      return new Promise((resolve) => {
        if (!context) throw new Error('This page has no canvas to draw on.')
        if (canvas.width !== picture.width || canvas.height !== picture.height) {
          canvas.width = picture.width
          canvas.height = picture.height
        }
        context.globalCompositeOperation = 'source-over'
        context.drawImage(picture, 0, 0)
        picture.close()
        const texts = decode()
        if (texts.length > 0) {
          resolve(texts)
          return
        }
        // It reads dark on light only: a phone in dark mode needs the negative.
        context.globalCompositeOperation = 'difference'
        context.fillStyle = 'white'
        context.fillRect(0, 0, canvas.width, canvas.height)
        resolve(decode())
      })
    },
    close: () => undefined,
  }
}
