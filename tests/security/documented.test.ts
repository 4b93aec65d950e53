import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')
const text = readFileSync(path.join(root, 'docs/security.md'), 'utf8').replace(/\s+/g, ' ')

it('every promise of docs/security.md names a test that is there', () => {
  const named = [...text.matchAll(/`([\w./-]+\.test\.tsx?)`(?:: (.+?))?(?= \||; `|\)|, and |\.$)/g)]
  expect(named.length).toBeGreaterThan(50)
  const missing = named.filter(([, file = '', title]) => {
    const code = readFileSync(path.join(root, file), 'utf8')
    return title !== undefined && !code.includes(title)
  })
  expect(missing.map(([line]) => line)).toEqual([])
})
