import { appendFile, mkdir, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'

/** The file that is written now; older ones have a number, the highest the oldest. */
export const logFileName = 'desk.log'

export interface LogFileOptions {
  folder: string
  /** Bytes after which a file is put aside and the next one begun. */
  maxBytes: number
  /** Files that are kept, the one in use among them. */
  files: number
}

export interface LogFile {
  /** Takes a line with its line break. It is on the disk a moment later: main never waits for the disk. */
  write: (line: string) => void
  /** Everything that was written before is on the disk, or cannot be. */
  settled: () => Promise<void>
}

/** Log files of a bounded size in a folder of their own. A disk that takes nothing loses lines, never the desk. */
export function createLogFile({ folder, maxBytes, files }: LogFileOptions): LogFile {
  const file = path.join(folder, logFileName)
  const numbered = (number: number): string => (number === 0 ? file : `${file}.${number}`)
  let waiting: string[] = []
  let size: number | undefined
  let writing: Promise<void> | undefined

  async function rotate(): Promise<void> {
    await rm(numbered(files - 1), { force: true })
    for (let number = files - 2; number >= 0; number--) {
      await rename(numbered(number), numbered(number + 1)).catch(ignoreMissing)
    }
    size = 0
  }

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const text = waiting.join('')
      waiting = []
      if (size === undefined) {
        await mkdir(folder, { recursive: true })
        size = await stat(file).then(
          (found) => found.size,
          () => 0,
        )
      }
      if (size > 0 && size + Buffer.byteLength(text) > maxBytes) await rotate()
      await appendFile(file, text, { mode: 0o600 })
      size += Buffer.byteLength(text)
    }
  }

  return {
    write: (line) => {
      waiting.push(line)
      writing ??= writeAll()
        .catch((error: unknown) => {
          waiting = []
          size = undefined
          // Not into the log: that would come back here.
          process.stderr.write(`The log cannot be written to ${folder}: ${String(error)}\n`)
        })
        .finally(() => {
          writing = undefined
        })
    },
    settled: async () => {
      while (writing) await writing
    },
  }
}

function ignoreMissing(error: unknown): void {
  if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
}
