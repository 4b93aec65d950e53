import { expect, it } from 'vitest'
import { brightnessOf, createDarkness } from './light.ts'

it('it is dark after two seconds of darkness, not after a hand before the lens', () => {
  const isDark = createDarkness()
  expect([isDark(90, 0), isDark(10, 1_000), isDark(10, 2_500), isDark(90, 2_600)]).not.toContain(true)
  expect(isDark(20, 3_000)).toBe(false)
  expect(isDark(20, 5_000)).toBe(true)
})

it('it does not flicker between dark and light', () => {
  const isDark = createDarkness()
  isDark(39, 0)
  expect([isDark(39, 2_000), isDark(45, 2_500), isDark(54, 3_000), isDark(56, 3_500)]).toEqual([
    true,
    true,
    true,
    false,
  ])
  expect(isDark(45, 9_000)).toBe(false)
})

it('brightness is what an eye sees of the colours', () => {
  const pixel = (...rgb: number[]) => brightnessOf(new Uint8ClampedArray([...rgb, 255]))
  expect(pixel(0, 0, 0)).toBe(0)
  expect(pixel(255, 255, 255)).toBeCloseTo(255)
  expect(pixel(0, 255, 0)).toBeGreaterThan(pixel(255, 0, 0))
  expect(brightnessOf(new Uint8ClampedArray())).toBe(0)
})
