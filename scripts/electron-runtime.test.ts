import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readRuntime, resolveElectron } from './electron-runtime.ts'
import { executableName } from './electron/official.ts'

let dist: string

function makeDist(version: string): void {
  const executable = path.join(dist, executableName)
  mkdirSync(path.dirname(executable), { recursive: true })
  writeFileSync(executable, '')
  writeFileSync(path.join(dist, 'version'), version)
}

beforeEach(() => {
  dist = mkdtempSync(path.join(tmpdir(), 'electron-dist-'))
})
afterEach(() => {
  vi.unstubAllEnvs()
  rmSync(dist, { recursive: true })
})

describe('an unpacked Electron', () => {
  it.each([
    ['33.2.1', true],
    ['35.7.5', true],
    ['36.0.0', false],
    ['v45.4.1\n', false],
  ])('of version %j needs our own Node for the store: %s', (version, needsNode) => {
    makeDist(version)
    expect(readRuntime(dist, 'official').needsNode).toBe(needsNode)
  })

  it('says in one line what it is', () => {
    makeDist('33.2.1')
    expect(readRuntime(dist, 'registry').describe).toBe(
      'Electron 33.2.1, the runtime from the npm registry, the store runs on its own Node',
    )
  })
})

describe('ELECTRON_OVERRIDE_DIST_PATH', () => {
  it('comes before all else', async () => {
    makeDist('45.0.0')
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', dist)
    expect(await resolveElectron()).toMatchObject({ dist, version: '45.0.0', source: 'override' })
  })

  it('is refused where there is no Electron in the folder, with what to do', async () => {
    vi.stubEnv('ELECTRON_OVERRIDE_DIST_PATH', dist)
    await expect(resolveElectron()).rejects.toThrow(/is not an unpacked Electron.*Correct or unset/)
  })
})
