import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { checkPackage } from './check.ts'

let resources: string
beforeEach(() => {
  resources = mkdtempSync(path.join(tmpdir(), 'package-test-'))
})
afterEach(() => rmSync(resources, { recursive: true, force: true }))

const good = [
  'package.json',
  'dist/main/index.cjs',
  'dist/main/store.cjs',
  'dist/main/updater.cjs',
  'dist/preload/index.cjs',
  'dist/renderer/index.html',
  'dist/renderer/assets/zxing_reader-Bb9Mx2Pu.wasm',
  'node_modules/better-sqlite3/lib/methods/wrappers.js',
  'node_modules/better-sqlite3/prebuilds/linux-x64.node',
]

interface Folder {
  files: Record<string, Folder | { size: number }>
}

/** An archive that names these files; nothing of them is in it. */
function pack(files: readonly string[]): void {
  const top: Folder = { files: {} }
  for (const file of files) {
    const parts = file.split('/')
    const name = parts.pop() ?? ''
    let folder = top
    for (const part of parts) {
      const inner = folder.files[part] ?? { files: {} }
      folder.files[part] = inner
      if ('files' in inner) folder = inner
    }
    folder.files[name] = { size: 1 }
  }
  const index = Buffer.from(JSON.stringify(top))
  const head = Buffer.alloc(16)
  head.writeUInt32LE(index.length, 12)
  writeFileSync(path.join(resources, 'app.asar'), Buffer.concat([head, index]))
}

it('a package with the app and nothing else is as it should be', () => {
  pack(good)
  writeFileSync(path.join(resources, 'node'), '')
  expect(checkPackage(resources)).toEqual([])
})

it.each([
  ['main/index.ts', 'main/index.ts does not belong'],
  ['node_modules/fastify/package.json', 'fastify/package.json does not belong'],
  ['dist/renderer/assets/index.js.map', 'index.js.map does not belong'],
  ['node_modules/better-sqlite3/prebuilds/win32-x64.node', 'It has 2 database binaries'],
  ['dist/renderer/assets/other.wasm', 'It has 2 WebAssembly files'],
])('%s is found', (file, fault) => {
  pack([...good, file])
  expect(checkPackage(resources)).toEqual([expect.stringContaining(fault)])
})

it('what is missing, too heavy or beside the archive is found', () => {
  pack(good.filter((file) => file !== 'dist/main/store.cjs'))
  mkdirSync(path.join(resources, 'app.asar.unpacked'))
  writeFileSync(path.join(resources, 'app.asar.unpacked', 'large'), Buffer.alloc(30_000_001))
  writeFileSync(path.join(resources, 'default_app.asar'), '')
  expect(checkPackage(resources)).toEqual([
    'dist/main/store.cjs is missing.',
    expect.stringContaining('are the limit'),
    'default_app.asar does not belong beside app.asar.',
  ])
})
