import path from 'node:path'
import { expect, it } from 'vitest'
import { assetPath, mimeType } from './asset.ts'

const folder = path.resolve('/srv/desk/dist/renderer')

it.each([
  ['app://desk/index.html', 'index.html'],
  ['app://desk/', 'index.html'],
  ['app://desk/assets/reader-B0.wasm?v=1#x', 'assets/reader-B0.wasm'],
  ['app://desk/assets/%C3%B1.svg', 'assets/ñ.svg'],
  // What a browser makes of these stays inside.
  ['app://desk/../../etc/passwd', 'etc/passwd'],
])('%s is %s', (address, name) => {
  expect(assetPath(folder, address)).toBe(path.join(folder, name))
})

it.each([
  'app://desk/%2e%2e%2f%2e%2e%2fpackage.json',
  'app://desk/..%2fmain%2findex.cjs',
  'app://desk/assets/..%2f..%2f..%2fmain/index.cjs',
  'app://desk/..%5cmain',
  'app://desk/index.html%00.js',
  'app://desk/%E0%A4%A',
  'app://desk/%2e%2e%2frenderer-of-another/index.html',
  'app://other/index.html',
  'app://desk:81/index.html',
  'file:///etc/passwd',
  'https://desk/index.html',
  'index.html',
  '',
])('%s names no file of ours', (address) => {
  expect(assetPath(folder, address)).toBeUndefined()
})

it('WebAssembly and modules have the types that Chromium insists on', () => {
  expect(mimeType('a/b.wasm')).toBe('application/wasm')
  expect(mimeType('a/b.js')).toMatch(/^text\/javascript/)
  expect(mimeType('a/b.unheard-of')).toBe('application/octet-stream')
})
