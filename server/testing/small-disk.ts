import { execFileSync } from 'node:child_process'
import { closeSync, openSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

/** A small file system of a test's own. */
export interface SmallDisk {
  folder: string
  /** Takes all the space but for about so many bytes. */
  fill(left: number): void
  /** Gives it back. */
  empty(): void
  remove(): Promise<void>
}

/** Mounts one of so many MiB; undefined where this user may not. */
export async function mountSmallDisk(mebibytes: number): Promise<SmallDisk | undefined> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'frontdesk-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', folder], { stdio: 'ignore' })
  } catch {
    await rm(folder, { recursive: true })
    return undefined
  }
  const filler = path.join(folder, 'filler')
  return {
    folder,
    fill(left) {
      const file = openSync(filler, 'w')
      const chunk = Buffer.alloc(64 * 1024)
      try {
        for (;;) writeSync(file, chunk)
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
      } finally {
        closeSync(file)
      }
      const { size } = statSync(filler)
      truncateSync(filler, Math.max(0, size - left))
    },
    empty: () => rmSync(filler),
    async remove() {
      execFileSync('umount', ['-l', folder])
      await rm(folder, { recursive: true })
    },
  }
}
