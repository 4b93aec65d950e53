import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream/promises'
import { Failure } from '../failure.ts'

/**
 * Fails unless the file has exactly the expected content.
 * @param expected Subresource-integrity notation, `sha512-<base64>`, as in a lockfile.
 */
export async function checkIntegrity(file: string, expected: string): Promise<void> {
  const hash = createHash('sha512')
  await pipeline(createReadStream(file), hash)
  const actual = `sha512-${hash.digest('base64')}`
  if (actual !== expected) {
    throw new Failure(
      `${file} is not the file that was pinned (expected ${expected}, got ${actual}). It was not used. Try again; if it stays so, the registry serves another file.`,
    )
  }
}
