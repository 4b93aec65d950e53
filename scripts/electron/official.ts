import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { z } from 'zod'
import { nodeBinary } from '../paths.ts'
import { say, withProgress } from '../progress.ts'
import { run } from '../run.ts'

const require = createRequire(import.meta.url)
const packageFolder = path.dirname(require.resolve('electron/package.json'))

/** The version of the pinned `electron` package. */
export const officialVersion = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8'))).version

/** Where Electron's executable lies within a distribution of this system. */
export const executableName =
  process.platform === 'darwin'
    ? 'Electron.app/Contents/MacOS/Electron'
    : process.platform === 'win32'
      ? 'electron.exe'
      : 'electron'

/** The official distribution's folder, or `undefined` where the binary has not been fetched. */
export function officialDist(): string | undefined {
  const dist = path.join(packageFolder, 'dist')
  const versionFile = path.join(dist, 'version')
  if (!existsSync(path.join(dist, executableName)) || !existsSync(versionFile)) return undefined
  return readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') === officialVersion ? dist : undefined
}

/**
 * Fetches the official binary with the package's own installer, which checks it against the checksums in
 * the package. False, with the reason on stderr, where it could not be had. Ten minutes are the limit:
 * 120 MB on a line of 2 Mbit/s.
 */
export async function fetchOfficial(): Promise<boolean> {
  const install = path.join(packageFolder, 'install.js')
  const result = await withProgress(`Fetching Electron ${officialVersion}`, () =>
    run(nodeBinary(), [install], { timeoutMs: 600_000 }),
  )
  if (result.code === 0 && officialDist() !== undefined) return true
  say(`The official Electron ${officialVersion} cannot be fetched from GitHub: ${reason(result.output)}`)
  return false
}

/** The installer's first line, `TypeError: fetch failed`; it says no more. Nothing at all when it was cut off. */
function reason(output: string): string {
  const [first = ''] = output.trim().split('\n')
  return first === '' ? 'it took longer than ten minutes' : first.replace(/^\w*Error: /, '')
}
