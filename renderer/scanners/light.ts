/** Mean brightness, 0 to 255, below which a code on paper is hard to read, and from which on it is light again. */
const darkBelow = 40
const lightFrom = 55
/** It has to be dark for so long, in milliseconds: a hand before the lens is no night. */
const afterMs = 2_000

/** Says of each measure of brightness, at a time in milliseconds of a steady clock, whether it is dark by now. */
export function createDarkness(): (brightness: number, at: number) => boolean {
  let dark = false
  let since: number | null = null
  return (brightness, at) => {
    if (brightness >= (dark ? lightFrom : darkBelow)) {
      dark = false
      since = null
    } else {
      since ??= at
      dark ||= at - since >= afterMs
    }
    return dark
  }
}

/** The mean brightness of pixels, 0 to 255, as an eye weighs the colours. */
export function brightnessOf(rgba: Uint8ClampedArray): number {
  let sum = 0
  for (let i = 0; i + 2 < rgba.length; i += 4) {
    sum += 0.2126 * (rgba[i] ?? 0) + 0.7152 * (rgba[i + 1] ?? 0) + 0.0722 * (rgba[i + 2] ?? 0)
  }
  return rgba.length === 0 ? 0 : sum / (rgba.length / 4)
}

/** Measures a picture by a small copy of it. `null` where there is nothing to draw on. */
export function createLightMeter(): (picture: ImageBitmap) => number | null {
  const canvas = document.createElement('canvas')
  canvas.width = 32
  canvas.height = 18
  const context = canvas.getContext('2d', { willReadFrequently: true })
  return (picture) => {
    if (!context) return null
    context.drawImage(picture, 0, 0, canvas.width, canvas.height)
    return brightnessOf(context.getImageData(0, 0, canvas.width, canvas.height).data)
  }
}
