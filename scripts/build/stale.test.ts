import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fingerprint, isStale } from './stale.ts'

let root: string
const write = (file: string, content: string): void => writeFileSync(path.join(root, file), content)
const current = (): string => fingerprint(root, ['{main,renderer}/**/*', 'package-lock.json'])

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'stale-'))
  for (const folder of ['main/live', 'renderer', 'server'])
    mkdirSync(path.join(root, folder), { recursive: true })
  write('main/index.ts', 'one')
  write('main/live/connection.ts', 'two')
  write('package-lock.json', '{}')
})
afterEach(() => rmSync(root, { recursive: true }))

describe('the fingerprint of the sources', () => {
  it.each([
    ['a file changes', () => write('main/live/connection.ts', 'TWO')],
    ['a file is added', () => write('renderer/app.tsx', '')],
    ['a file is removed', () => rmSync(path.join(root, 'main/index.ts'))],
    ['a dependency changes', () => write('package-lock.json', '{"a":1}')],
    [
      'text moves from one file to the next',
      () => {
        write('main/index.ts', 'onet')
        write('main/live/connection.ts', 'wo')
      },
    ],
  ])('changes when %s', (_when, change) => {
    const before = current()
    change()
    expect(current()).not.toBe(before)
  })

  it.each(['main/live/connection.test.ts', 'renderer/app.test.tsx', 'server/server.ts'])(
    'does not change with %s',
    (file) => {
      const before = current()
      write(file, 'anything')
      expect(current()).toBe(before)
    },
  )
})

describe('a build', () => {
  const stale = (): boolean => isStale(path.join(root, '.stamp'), current(), [path.join(root, 'out.cjs')])

  it('is stale until it is stamped, and again once a source changes', () => {
    write('out.cjs', '')
    expect(stale()).toBe(true)
    write('.stamp', current())
    expect(stale()).toBe(false)
    write('main/index.ts', 'changed')
    expect(stale()).toBe(true)
  })

  it('is stale where an output is missing', () => {
    write('.stamp', current())
    expect(stale()).toBe(true)
  })
})
