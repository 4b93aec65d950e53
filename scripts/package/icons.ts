import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { inBell } from '../../main/shell/tray-icon.ts'

type Colour = readonly [red: number, green: number, blue: number]

const teal: Colour = [0x0f, 0x7f, 0x78]
const paper: Colour = [0xff, 0xfd, 0xf8]

/** Pixels a side of what Linux desktops ask for. */
const linuxSizes = [16, 24, 32, 48, 64, 128, 256, 512]
const windowsSizes = [16, 24, 32, 48, 64, 128, 256]
/** The types of an `.icns` whose content may be a PNG. */
const macTypes: readonly [type: string, size: number][] = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic08', 256],
  ['ic13', 256],
  ['ic09', 512],
  ['ic14', 512],
  ['ic10', 1024],
]

/** Draws the app's icon in every size that a system asks for: `icons/`, `icon.ico`, `icon.icns` in the folder. */
export async function makeIcons(folder: string): Promise<void> {
  const drawn = new Map<number, Buffer>()
  const png = (size: number): Buffer => {
    const picture = drawn.get(size) ?? encodePng(drawIcon(size), size)
    drawn.set(size, picture)
    return picture
  }
  await mkdir(path.join(folder, 'icons'), { recursive: true })
  for (const size of linuxSizes) await writeFile(path.join(folder, 'icons', `${size}x${size}.png`), png(size))
  await writeFile(path.join(folder, 'icon.ico'), encodeIco(windowsSizes.map((size) => [size, png(size)])))
  await writeFile(
    path.join(folder, 'icon.icns'),
    encodeIcns(macTypes.map(([type, size]) => [type, png(size)])),
  )
}

/** The bell of the tray on a rounded square: rows of red, green, blue, alpha. */
function drawIcon(size: number): Buffer {
  const samples = 3
  const pixels = Buffer.alloc(size * size * 4)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const sum = [0, 0, 0]
      let covered = 0
      for (let sample = 0; sample < samples * samples; sample++) {
        const u = (x + ((sample % samples) + 0.5) / samples) / size
        const v = (y + (Math.floor(sample / samples) + 0.5) / samples) / size
        if (!inSquare(u, v)) continue
        covered += 1
        const colour = inBell((u - 0.2) / 0.6, (v - 0.2) / 0.6) ? paper : teal
        for (const [channel, value] of colour.entries()) sum[channel] = (sum[channel] ?? 0) + value
      }
      if (covered === 0) continue
      const alpha = Math.round((covered * 255) / (samples * samples))
      pixels.set([...sum.map((value) => Math.round(value / covered)), alpha], (y * size + x) * 4)
    }
  }
  return pixels
}

/** The unit square with a small margin and round corners. */
function inSquare(u: number, v: number): boolean {
  const half = 0.47
  const corner = 0.2
  const du = Math.max(0, Math.abs(u - 0.5) - (half - corner))
  const dv = Math.max(0, Math.abs(v - 0.5) - (half - corner))
  return Math.hypot(du, dv) <= corner
}

function encodePng(pixels: Buffer, size: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  // Eight bits a channel, with alpha.
  header.set([8, 6, 0, 0, 0], 8)
  const rows = Buffer.alloc(size * (size * 4 + 1))
  for (let y = 0; y < size; y++) pixels.copy(rows, y * (size * 4 + 1) + 1, y * size * 4, (y + 1) * size * 4)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    pngChunk('IHDR', header),
    pngChunk('IDAT', deflateSync(rows)),
    pngChunk('IEND', Buffer.alloc(0)),
  ])
}

function pngChunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), content])
  return Buffer.concat([uint32(content.length), named, uint32(crc32(named))])
}

function encodeIco(pictures: readonly [size: number, png: Buffer][]): Buffer {
  const head = Buffer.alloc(6 + 16 * pictures.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(pictures.length, 4)
  let offset = head.length
  for (const [index, [size, png]] of pictures.entries()) {
    const at = 6 + 16 * index
    // A byte holds no 256: it is written as nothing.
    head.set([size % 256, size % 256], at)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(png.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += png.length
  }
  return Buffer.concat([head, ...pictures.map(([, png]) => png)])
}

function encodeIcns(pictures: readonly [type: string, png: Buffer][]): Buffer {
  const entries = pictures.map(([type, png]) =>
    Buffer.concat([Buffer.from(type, 'latin1'), uint32(png.length + 8), png]),
  )
  const length = entries.reduce((sum, entry) => sum + entry.length, 8)
  return Buffer.concat([Buffer.from('icns', 'latin1'), uint32(length), ...entries])
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}
