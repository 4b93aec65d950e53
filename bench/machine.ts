import { execFileSync } from 'node:child_process'
import os from 'node:os'

/** Where figures were measured: without it they say nothing. */
export interface Machine {
  processor: string
  cores: number
  memoryGiB: number
  system: string
  node: string
  commit: string
  at: string
}

export function describeMachine(): Machine {
  return {
    processor: os.cpus()[0]?.model.trim() ?? 'unknown',
    cores: os.cpus().length,
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.release()}`,
    node: process.version,
    commit: commit(),
    at: new Date().toISOString(),
  }
}

/** The commit that was measured, `+` with changes of its own. Empty where this is no checkout. */
function commit(): string {
  try {
    const changed = git('status', '--porcelain') !== ''
    return git('rev-parse', '--short', 'HEAD') + (changed ? '+' : '')
  } catch {
    return ''
  }
}

function git(...args: string[]): string {
  return execFileSync('git', args, {
    cwd: import.meta.dirname,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim()
}
