import { createHash } from 'node:crypto'
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/**
 * A hash of the names and contents of all files that the patterns match.
 * @param patterns Globs relative to `root`; tests and TypeScript's notes are left out.
 */
export function fingerprint(root: string, patterns: readonly string[]): string {
  const files = globSync(patterns, { cwd: root })
    .filter((file) => !/\.test\.tsx?$|\.tsbuildinfo$/.test(file))
    .filter((file) => statSync(path.join(root, file)).isFile())
    .sort()
  const hash = createHash('sha256')
  for (const file of files) {
    const content = readFileSync(path.join(root, file))
    // With the length, moving bytes from one file to the next changes the hash.
    hash.update(`${file}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

/** True where `stampFile` does not hold `current`, or one of the outputs is missing. */
export function isStale(stampFile: string, current: string, outputs: readonly string[]): boolean {
  if (!existsSync(stampFile) || readFileSync(stampFile, 'utf8') !== current) return true
  return !outputs.every((output) => existsSync(output))
}
