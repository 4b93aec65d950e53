import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { inflateSync } from 'node:zlib'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makeIcons } from './icons.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'icons-test-'))
beforeAll(() => makeIcons(folder), 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** The picture's side, and its pixels: a PNG of ours has one chunk of them. */
function readPng(png: Buffer): { size: number; pixelAt: (x: number, y: number) => number[] } {
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG')
  const size = png.readUInt32BE(16)
  const rows = inflateSync(png.subarray(41, 41 + png.readUInt32BE(33)))
  expect(rows).toHaveLength(size * (size * 4 + 1))
  return { size, pixelAt: (x, y) => [...rows.subarray(y * (size * 4 + 1) + 1 + x * 4).subarray(0, 4)] }
}

it('Linux has a PNG of each size: a bell on a square, with clear corners', () => {
  const names = readdirSync(path.join(folder, 'icons'))
  expect(names).toHaveLength(8)
  for (const name of names) {
    const { size, pixelAt } = readPng(readFileSync(path.join(folder, 'icons', name)))
    expect(name).toBe(`${size}x${size}.png`)
    expect(pixelAt(0, 0)[3]).toBe(0)
    expect(pixelAt(size / 2, size / 2)).toEqual([0xff, 0xfd, 0xf8, 255])
    expect(pixelAt(size / 2, Math.floor(size * 0.9))).toEqual([0x0f, 0x7f, 0x78, 255])
  }
})

it('the Windows icon lists pictures of up to 256 pixels, each where it says', () => {
  const ico = readFileSync(path.join(folder, 'icon.ico'))
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([0, 1, 7])
  const sizes = Array.from({ length: 7 }, (_, index) => {
    const at = 6 + 16 * index
    const { size } = readPng(ico.subarray(ico.readUInt32LE(at + 12)))
    expect(ico.readUInt8(at)).toBe(size % 256)
    return size
  })
  expect(sizes).toEqual([16, 24, 32, 48, 64, 128, 256])
})

it('the macOS icon has pictures of up to 1024 pixels', () => {
  const icns = readFileSync(path.join(folder, 'icon.icns'))
  expect(icns.subarray(0, 4).toString('latin1')).toBe('icns')
  expect(icns.readUInt32BE(4)).toBe(icns.length)
  const sizes: number[] = []
  for (let at = 8; at < icns.length; at += icns.readUInt32BE(at + 4))
    sizes.push(readPng(icns.subarray(at + 8)).size)
  expect(sizes).toEqual([32, 64, 128, 256, 256, 512, 512, 1024])
})
