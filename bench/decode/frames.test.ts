import { describe, expect, it } from 'vitest'
import { conditions, frame, grayFrame, seeded, ticketLike } from './frames.ts'

const mean = (picture: Float32Array) => picture.reduce((sum, value) => sum + value, 0) / picture.length

it('the same seed makes the same ticket and the same picture, another seed another', () => {
  const make = (seed: number) => {
    const random = seeded(seed)
    return grayFrame(ticketLike(random), 'tilt', random)
  }
  expect(make(1)).toEqual(make(1))
  expect(make(1)).not.toEqual(make(2))
  expect(ticketLike(seeded(3))).toMatch(/^FD1[A-Z2-7]{140}$/)
})

describe.each(conditions)('%s', (condition) => {
  it('is a picture of the size of a webcam’s, with light and dark in it', () => {
    const picture = grayFrame(ticketLike(seeded(9)), condition, seeded(9))
    expect(picture).toHaveLength(frame.width * frame.height)
    const lowest = picture.reduce((low, value) => Math.min(low, value), 255)
    const highest = picture.reduce((high, value) => Math.max(high, value), 0)
    expect(lowest).toBeGreaterThanOrEqual(0)
    expect(highest).toBeLessThanOrEqual(255)
    expect(highest - lowest).toBeGreaterThan(20)
  })
})

it('dim is darker than plain', () => {
  const of = (condition: 'plain' | 'dim') => mean(grayFrame(ticketLike(seeded(9)), condition, seeded(9)))
  expect(of('dim')).toBeLessThan(of('plain') / 3)
})
