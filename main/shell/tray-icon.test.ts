import { expect, it } from 'vitest'
import { drawTrayIcon } from './tray-icon.ts'

const states = ['live', 'reconnecting', 'polling', 'offline', 'stopped'] as const
/** Where the picture is light and where it is dark, as seen without colour. */
const shapeOf = (bitmap: Buffer): string => {
  let shape = ''
  for (let at = 0; at < bitmap.length; at += 4) {
    const alpha = bitmap.readUInt8(at + 3)
    const light = (bitmap.readUInt8(at) + bitmap.readUInt8(at + 1) + bitmap.readUInt8(at + 2)) / 3
    shape += alpha < 128 ? ' ' : light > 220 ? '.' : '#'
  }
  return shape
}

it('every state differs in its shape alone', () => {
  const shapes = states.map((state) => shapeOf(drawTrayIcon(state, 0, 44)))
  expect(new Set(shapes).size).toBe(states.length)
})

it('holds four bytes a pixel, colours no brighter than their alpha, corners clear', () => {
  const bitmap = drawTrayIcon('live', 3, 22)
  expect(bitmap).toHaveLength(22 * 22 * 4)
  for (let at = 0; at < bitmap.length; at += 4) {
    const alpha = bitmap.readUInt8(at + 3)
    for (const channel of [0, 1, 2]) expect(bitmap.readUInt8(at + channel)).toBeLessThanOrEqual(alpha)
  }
  expect(bitmap.readUInt8(3)).toBe(0)
})

it('every number up to nine, and more than that, is told by its shape', () => {
  const numbers = Array.from({ length: 11 }, (_, unseen) => shapeOf(drawTrayIcon('live', unseen, 22)))
  expect(new Set(numbers).size).toBe(11)
  expect(shapeOf(drawTrayIcon('live', 42, 22))).toBe(numbers[10])
})
