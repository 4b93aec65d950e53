import { describe, expect, it } from 'vitest'
import css from './tokens.css?raw'

type Theme = 'light' | 'dark'

/** The value of a colour token in a theme, as `#rrggbb`. */
function colour(token: string, theme: Theme): string {
  const [, value = ''] = new RegExp(`--${token}:\\s*([^;]+);`).exec(css) ?? []
  const [, light, dark] = /^light-dark\((#\w{6}), (#\w{6})\)$/.exec(value) ?? []
  const found = theme === 'light' ? (light ?? value) : (dark ?? value)
  if (!/^#[0-9a-f]{6}$/.test(found)) throw new Error(`--${token} is no colour in ${theme}: ${value}`)
  return found
}

/** Relative luminance, as WCAG 2 defines it. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

const surfaces = ['paper', 'card', 'raised']
const hues = ['teal', 'green', 'amber', 'red', 'blue']

/** Text, and what it is written on. */
const text: [string, string[]][] = [
  ['ink', [...surfaces, 'line', ...hues.map((hue) => `${hue}-wash`)]],
  ['ink-2', surfaces],
  ...hues.map((hue): [string, string[]] => [`${hue}-text`, [...surfaces, `${hue}-wash`]]),
  ['on-teal', ['teal']],
  ['on-band', ['green-band', 'amber-band', 'red-band', 'blue-band']],
  ['on-notice', ['notice']],
  ['on-notice-2', ['notice']],
]
/** Signs, and what they stand on. */
const signs: [string, string[]][] = [
  ['edge', ['paper', 'card', 'raised']],
  ...hues.map((hue): [string, string[]] => [hue, ['paper', 'card']]),
]

describe.each(['light', 'dark'] as const)('in the %s theme', (theme) => {
  it.each(text.flatMap(([token, grounds]) => grounds.map((ground) => [token, ground] as const)))(
    'text in %s on %s has a contrast of 7',
    (token, ground) => {
      expect(contrast(colour(token, theme), colour(ground, theme))).toBeGreaterThanOrEqual(7)
    },
  )
  it.each(signs.flatMap(([token, grounds]) => grounds.map((ground) => [token, ground] as const)))(
    'a sign in %s on %s has a contrast of 4.5',
    (token, ground) => {
      expect(contrast(colour(token, theme), colour(ground, theme))).toBeGreaterThanOrEqual(4.5)
    },
  )
})
