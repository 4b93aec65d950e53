import { readFile, writeFile } from 'node:fs/promises'
import type { UpdatesOptions } from './updates.ts'

/** Keeps in a file which version was installed last. */
export function triedIn(file: string): UpdatesOptions['tried'] {
  return {
    read: async () => {
      try {
        return await readFile(file, 'utf8')
      } catch (error) {
        if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
        throw error
      }
    },
    write: (version) => writeFile(file, version),
  }
}
