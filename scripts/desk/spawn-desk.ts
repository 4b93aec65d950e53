import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import type { DeskCommand } from './prepare.ts'
import type { Display } from './display.ts'

/** Starts the desk on a display. It is in a group of its own, so that signals reach it once, from us. */
export function spawnDesk(
  desk: DeskCommand,
  display: Display,
  switches: readonly string[],
  stdio: StdioOptions,
): ChildProcess {
  const env = { ...process.env, ...display.env, ...desk.env }
  // Set in the terminals of some editors, it would make a plain Node of the desk.
  delete env.ELECTRON_RUN_AS_NODE
  return spawn(desk.executablePath, [...desk.args, ...switches], { env, stdio, detached: true })
}
