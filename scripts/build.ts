import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build } from 'vite'
import { nodeBundle } from './build/node-bundle.ts'
import { preloadBundle } from './build/preload.ts'
import { rendererBundle } from './build/renderer.ts'
import { fingerprint, isStale } from './build/stale.ts'
import { Failure, runScript } from './failure.ts'
import { withLock } from './lock.ts'
import { root } from './paths.ts'
import { withProgress } from './progress.ts'

const inputs = [
  '{contract,main,preload,renderer}/**/*',
  'scripts/build.ts',
  'scripts/build/**/*',
  'package-lock.json',
]
const outputs = [
  'main/index.cjs',
  'main/store.cjs',
  'main/updater.cjs',
  'preload/index.cjs',
  'renderer/index.html',
  'renderer/panel.html',
]
const dist = path.join(root, 'dist')
const stampFile = path.join(dist, '.stamp')

/**
 * Builds the desk into `dist/` unless it was built from the very same sources. Two processes may call it at
 * once: one builds, the other waits. Throws a `Failure` with the bundler's message where it cannot be built.
 */
export function buildIfStale(): Promise<void> {
  return withLock('build', async () => {
    const current = fingerprint(root, inputs)
    const files = outputs.map((output) => path.join(dist, output))
    if (isStale(stampFile, current, files)) await withProgress('Building the desk', () => buildAll(current))
  })
}

async function buildAll(stamp: string): Promise<void> {
  // Without the stamp, a build that fails half-way is not taken for a finished one.
  rmSync(stampFile, { force: true })
  const bundles = [
    nodeBundle({
      entry: 'main/index.ts',
      output: 'dist/main/index.cjs',
      external: ['electron'],
      // No start reads what updates the app.
      split: true,
    }),
    nodeBundle({
      entry: 'main/store/process.ts',
      output: 'dist/main/store.cjs',
      // A native addon finds its binary beside its own files.
      external: ['better-sqlite3', 'electron'],
    }),
    preloadBundle(),
    rendererBundle(),
  ]
  const { NODE_ENV: mode } = process.env
  try {
    for (const bundle of bundles) await build(bundle)
  } catch (error) {
    throw new Failure(`The desk cannot be built: ${error instanceof Error ? error.message : String(error)}`)
  } finally {
    // Vite says 'production' for the whole process: what is started after it, the tests too, would run as that.
    if (mode === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = mode
  }
  mkdirSync(dist, { recursive: true })
  writeFileSync(stampFile, stamp)
}

if (import.meta.main) await runScript(buildIfStale)
