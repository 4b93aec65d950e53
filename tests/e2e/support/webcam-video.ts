import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { toFile } from 'qrcode'

const run = promisify(execFile)

/** Chromium plays a `.mjpeg` at 30 pictures a second, over and over. */
const picturesPerSecond = 30
const frame = { width: 1280, height: 720 }
const phone = { width: 380, height: 640 }
const codeSize = 320

export interface WebcamVideo {
  /** Each code's time in view and the time before it without one, in milliseconds. */
  shownMs?: number
  hiddenMs?: number
  /** How long nothing is shown before it all begins again, in milliseconds: a minute, so that a test sees each code once. */
  restMs?: number
  /** Then the light is out. */
  darkRest?: boolean
  /** A phone in dark mode: light on dark. */
  inverted?: boolean
  /** Out of focus: the radius of the blur in pixels. */
  blur?: number
}

/**
 * Writes what a webcam would see, for `--use-file-for-fake-video-capture=<absolute path>`: phones that show the
 * given texts as QR codes, one after another. `file` ends in `.mjpeg`.
 */
export async function makeWebcamVideo(
  texts: readonly string[],
  file: string,
  {
    shownMs = 2000,
    hiddenMs = 1000,
    restMs = 60_000,
    darkRest = false,
    inverted = false,
    blur = 0,
  }: WebcamVideo = {},
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'webcam-video-'))
  try {
    const empty = await picture(folder)
    const scenes = [repeat(empty, hiddenMs)]
    for (const [index, text] of texts.entries()) {
      if (index > 0) scenes.push(repeat(empty, hiddenMs))
      scenes.push(repeat(await picture(folder, { code: { text, inverted, blur } }), shownMs))
    }
    scenes.push(repeat(darkRest ? await picture(folder, { dark: true }) : empty, restMs))
    await writeFile(file, scenes.flat())
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** The switches with which a desk's webcam shows such a video; nobody is asked for leave. */
export function webcamSwitches(file: string): string[] {
  return [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${path.resolve(file)}`,
  ]
}

/** A motion JPEG is its pictures one after another. */
function repeat(jpeg: Buffer, ms: number): Buffer[] {
  return Array.from({ length: Math.round((ms / 1000) * picturesPerSecond) }, () => jpeg)
}

/** One JPEG: an entrance in soft light or hardly any and, with a text, a phone before it. */
async function picture(
  folder: string,
  { dark = false, code }: { dark?: boolean; code?: { text: string; inverted: boolean; blur: number } } = {},
): Promise<Buffer> {
  const png = path.join(folder, 'code.png')
  const jpeg = path.join(folder, 'picture.jpg')
  const size = `${frame.width}x${frame.height}`
  const [near, far] = dark ? ['0x14110e', '0x0a0908'] : ['0xb9ab98', '0x8d8478']
  const background = `gradients=size=${size}:c0=${near}:c1=${far}:x0=0:y0=0:x1=${frame.width}:y1=${frame.height}:duration=1`
  let filter = '[0]copy'
  if (code) {
    const [ink, paper] = code.inverted ? ['#ffffff', '#101216'] : ['#000000', '#ffffff']
    await toFile(png, code.text, {
      errorCorrectionLevel: 'M',
      width: codeSize,
      margin: 4,
      color: { dark: ink, light: paper },
    })
    const x = (frame.width - phone.width) / 2
    const y = (frame.height - phone.height) / 2
    const screen = code.inverted ? '0x101216' : '0xf7f7f7'
    filter = [
      `[0]drawbox=x=${x}:y=${y}:w=${phone.width}:h=${phone.height}:color=0x1b1c1f:t=fill`,
      `drawbox=x=${x + 14}:y=${y + 14}:w=${phone.width - 28}:h=${phone.height - 28}:color=${screen}:t=fill[hand]`,
    ].join(',')
    filter += `;[hand][1]overlay=x=(W-w)/2:y=(H-h)/2`
    if (code.blur > 0) filter += `,gblur=sigma=${code.blur}`
  }
  const inputs = ['-f', 'lavfi', '-i', background, ...(code ? ['-i', png] : [])]
  await run('ffmpeg', [
    ...['-hide_banner', '-loglevel', 'error', '-y', ...inputs],
    ...['-filter_complex', `${filter},format=yuvj420p`, '-frames:v', '1', '-q:v', '3', jpeg],
  ])
  return readFile(jpeg)
}
