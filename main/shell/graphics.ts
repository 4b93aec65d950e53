import { readFileSync } from 'node:fs'
import { rm, writeFile } from 'node:fs/promises'
import { z } from 'zod'

/** Which Electron found that out, and when, in milliseconds of the epoch. */
const foundSchema = z.object({ electron: z.string(), at: z.number() })
type Found = z.infer<typeof foundSchema>

/** A driver may have been mended since: then it is tried again. */
const holdsForMs = 7 * 24 * 3_600_000

export interface Graphics {
  /** This Electron has found, a week ago at the most, that it draws without graphics here. */
  areMissing: boolean
  /** Keeps what this start has found, for the next one. Called only where it was allowed to look. */
  keep(gpuCompositing: string): Promise<void>
}

/**
 * What earlier starts have found of this machine's graphics. On a virtual machine or over a remote desktop there are
 * none, and Chromium finds that out anew at each start, by a process that tries and ends while the first list waits.
 * A file that cannot be read says nothing.
 */
export function readGraphics(file: string, electron: string, now: () => number): Graphics {
  const found = readFound(file)
  const age = found === undefined ? Infinity : now() - found.at
  return {
    areMissing: found?.electron === electron && age >= 0 && age < holdsForMs,
    keep: async (gpuCompositing) => {
      if (gpuCompositing.startsWith('disabled'))
        await writeFile(file, JSON.stringify({ electron, at: now() } satisfies Found))
      else await rm(file, { force: true })
    },
  }
}

function readFound(file: string): Found | undefined {
  try {
    return foundSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // Nothing was kept, or not all of it was written: Chromium looks for itself.
    return undefined
  }
}
