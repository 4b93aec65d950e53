import { createRequire } from 'node:module'
import path from 'node:path'

/** The repository's root; it is also the app's path when the desk runs unpackaged. */
export const root = path.resolve(import.meta.dirname, '..')

/** What is kept between runs and may be deleted at any time (git-ignored). */
export const cacheDir = path.join(root, '.cache')

/** Absolute path of the Node 24 binary that the `node` package brought. */
export function nodeBinary(): string {
  const packageJson = createRequire(import.meta.url).resolve('node/package.json')
  return path.join(path.dirname(packageJson), 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
}
