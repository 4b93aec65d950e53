import { describe, expect, it } from 'vitest'
import { percentile } from '../statistics.ts'
import { hopsOf } from './hops.ts'

describe('hops', () => {
  it('adds up to the whole way, and joins what one sample has not seen', () => {
    const hops = hopsOf([
      { start: 0, streamed: 10, storing: 12, stored: 14, told: 15, heard: 16, rendered: 18, shown: 20 },
      { start: 100, streamed: 110, told: 115, heard: 117, rendered: 119, shown: 120 },
    ])
    expect(hops.map(({ name, p50 }) => [name, p50])).toEqual([
      ['server: to the event on the stream', 10],
      ['desk B: to the message for the window', 5],
      ['desk B: message to the window', 1],
      ['desk B: card in the document', 2],
      ['desk B: frame', 1],
    ])
    expect(hops.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
  })
})

describe('percentile', () => {
  it('is the nearest rank', () => {
    const values = Array.from({ length: 100 }, (_, index) => 100 - index)
    expect([percentile(values, 0.5), percentile(values, 0.99), percentile(values, 1)]).toEqual([50, 99, 100])
    expect(percentile([], 0.5)).toBeNaN()
  })
})
