import type { ChildProcess } from 'node:child_process'
import { createWriteStream, mkdirSync, openSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { cacheDir } from '../paths.ts'

/** The file that the last run's output of a part went to. */
export function logFile(part: 'server' | 'desk'): string {
  return path.join(cacheDir, 'start', `${part}.log`)
}

/** Empties that file and opens it for a child process to write to. */
export function openLog(part: 'server' | 'desk'): number {
  mkdirSync(path.dirname(logFile(part)), { recursive: true })
  return openSync(logFile(part), 'w')
}

/** Writes what a child process says to that file; both its outputs must be pipes. */
export function logOutput(child: ChildProcess, part: 'server' | 'desk'): void {
  const file = createWriteStream('', { fd: openLog(part) })
  for (const output of [child.stdout, child.stderr]) output?.pipe(file, { end: false })
  child.once('close', () => file.end())
}

/** The log's last lines, for a sentence that says why a part ended. */
export function logTail(part: 'server' | 'desk'): string {
  const lines = readFileSync(logFile(part), 'utf8').trimEnd().split('\n').slice(-15)
  return `The end of ${logFile(part)}:\n${lines.join('\n')}`
}
