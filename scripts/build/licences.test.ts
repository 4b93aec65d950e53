import { expect, it } from 'vitest'
import { root } from '../paths.ts'
import { shippedLicences } from './licences.ts'

const licences = shippedLicences(root)
const names = licences.map(({ name }) => name)

it('names what the app contains, and what that depends on', () => {
  expect(names).toEqual(
    expect.arrayContaining([
      'better-sqlite3',
      'electron',
      'react',
      'react-dom',
      'scheduler',
      'zod',
      'zxing-wasm',
      'electron-updater',
      'semver',
      '@fontsource-variable/atkinson-hyperlegible-next',
    ]),
  )
})

it('leaves out the server and the tools', () => {
  for (const other of [
    'fastify',
    'pg',
    'vite',
    'vitest',
    'typescript',
    'eslint',
    'playwright',
    'electron-builder',
  ]) {
    expect(names).not.toContain(other)
  }
})

it('every package has its terms', () => {
  expect(licences.filter(({ licence, text }) => licence === '' && text === '')).toEqual([])
  expect(licences.find(({ name }) => name === 'react')?.text).toMatch(/MIT License/)
})
