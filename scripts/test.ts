import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { prepareDesk } from './desk/prepare.ts'
import { Failure, runScript } from './failure.ts'
import { root } from './paths.ts'
import { secondsSince } from './progress.ts'
import { stepTally, sum, summaryLine, type Tally } from './test/report.ts'
import { deepSteps, resultsDir, steps, type Step } from './test/steps.ts'

/** Runs every step, also after one that failed, and ends with the line that adds them up. */
async function main(): Promise<void> {
  mkdirSync(resultsDir, { recursive: true })
  const total = (await prepared()) ? sum(await runSteps()) : { passed: 0, failed: 1, skipped: 0 }
  console.log(`\n${summaryLine(total)}`)
  if (total.failed > 0 || total.passed === 0) process.exitCode = 1
}

/** Without a desk to test, nothing that follows would say anything. */
async function prepared(): Promise<boolean> {
  try {
    await prepareDesk({ for: 'test' })
    return true
  } catch (error) {
    console.error(error instanceof Failure ? error.message : error)
    return false
  }
}

async function runSteps(): Promise<Tally[]> {
  const tallies: Tally[] = []
  const chosen = process.argv.includes('--deep') ? deepSteps : steps
  for (const step of chosen) tallies.push(await runStep(step))
  return tallies
}

async function runStep(step: Step): Promise<Tally> {
  console.log(`\n── ${step.name} ──`)
  if (step.cannot !== undefined) {
    console.log(`Not run: ${step.cannot}.`)
    return { passed: 0, failed: 0, skipped: 1 }
  }
  // Last time's report must not count for this time.
  if (step.report !== undefined) rmSync(step.report.file, { force: true })
  const start = performance.now()
  const [command = '', ...args] = step.command
  const child = spawn(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
  await once(child, 'close')
  const tally = readTally(step, child.exitCode ?? 1)
  console.log(`── ${step.name}: ${summaryLine(tally)} (${secondsSince(start)})`)
  return tally
}

function readTally(step: Step, exitCode: number): Tally {
  if (step.report === undefined) {
    return stepTally(exitCode, { passed: exitCode === 0 ? 1 : 0, failed: 0, skipped: 0 })
  }
  const { file, read } = step.report
  return stepTally(exitCode, existsSync(file) ? read(readFileSync(file, 'utf8')) : undefined)
}

await runScript(main)
