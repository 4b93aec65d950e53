import { createWriteStream } from 'node:fs'
import { chmod, mkdir } from 'node:fs/promises'
import path from 'node:path'
import { pipeline } from 'node:stream/promises'
import yauzl from 'yauzl'
import type { Entry, ZipFile } from 'yauzl'

/**
 * Unpacks a zip file and keeps the files' permissions.
 * @param place Where an entry goes, relative to `target`; `undefined` leaves it out.
 */
export async function unzip(
  zipPath: string,
  target: string,
  place: (name: string) => string | undefined,
): Promise<void> {
  const zip = await yauzl.openPromise(zipPath, { lazyEntries: true })
  for await (const entry of zip.eachEntry()) {
    const relative = entry.fileName.endsWith('/') ? undefined : place(entry.fileName)
    if (relative !== undefined) await writeEntry(zip, entry, inside(target, relative))
  }
}

async function writeEntry(zip: ZipFile, entry: Entry, file: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true })
  await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file))
  // The upper half holds the Unix mode; 0 where the archive was made on a system without modes.
  const mode = (entry.externalFileAttributes >>> 16) & 0o777
  if (mode !== 0) await chmod(file, mode)
}

function inside(target: string, relative: string): string {
  const file = path.resolve(target, relative)
  if (!file.startsWith(path.resolve(target) + path.sep)) {
    throw new Error(`The archive's entry "${relative}" leads out of the folder it is unpacked into.`)
  }
  return file
}
