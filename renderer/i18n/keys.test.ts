import { expect, it } from 'vitest'
import { en } from './en.ts'
import { es } from './es.ts'

type Tree = { readonly [key: string]: string | Tree }

function keysOf(tree: Tree, path = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [path + key] : keysOf(value, `${path}${key}.`),
  )
}

function texts(tree: Tree): string[] {
  return Object.values(tree).flatMap((value) => (typeof value === 'string' ? [value] : texts(value)))
}

const sources = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.*', '!./**'], {
  query: '?raw',
  import: 'default',
  eager: true,
})
const formats = import.meta.glob<string>('./say-problem.ts', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const code = [...Object.values(sources), ...Object.values(formats)].join('\n')

/** A key as the code writes it: `t` adds the plural. */
const withoutPlural = (key: string) => key.replace(/_(one|other)$/, '')

const written = new Set([...code.matchAll(/\bt\(\s*'([\w.]+)'/g)].map(([, key = '']) => key))
/** `t(`status.${status}`)` uses every key that it can make. */
const patterns = [...code.matchAll(/\bt\(\s*`([^`]+)`/g)].map(
  ([, key = '']) => new RegExp(`^${key.replaceAll('.', '\\.').replace(/\$\{[^}]+\}/g, '\\w+')}$`),
)

it('every key that the code asks for is in both languages', () => {
  for (const language of [es, en]) {
    const keys = new Set(keysOf(language).map(withoutPlural))
    expect([...written].filter((key) => !keys.has(key))).toEqual([])
  }
  expect(written.size).toBeGreaterThan(100)
})

it('every key of the languages is used', () => {
  const unused = keysOf(es)
    .map(withoutPlural)
    .filter((key) => !written.has(key) && !patterns.some((pattern) => pattern.test(key)))
  expect(unused).toEqual([])
})

it('both languages have the same keys and the same gaps to fill', () => {
  expect(keysOf(en)).toEqual(keysOf(es))
  const gaps = (text: string) => (text.match(/\{\{\w+\}\}/g) ?? []).sort()
  expect(texts(en).map(gaps)).toEqual(texts(es).map(gaps))
})

const parts = import.meta.glob<Record<string, Tree>>('./{es,en}/*.ts', { eager: true })

it('no part of a language hides a key of another', () => {
  for (const language of ['es', 'en']) {
    const own = Object.entries(parts).filter(([file]) => file.startsWith(`./${language}/`))
    const keys = own.flatMap(([, part]) => Object.values(part).flatMap((tree) => Object.keys(tree)))
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([])
  }
})

it('no text is empty, and none blames with “error”', () => {
  for (const text of [...texts(es), ...texts(en)]) {
    expect(text.trim()).not.toBe('')
    expect(text).not.toMatch(/error/i)
  }
})
