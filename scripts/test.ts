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
  for (const row of process.argv.includes('--deep') ? deepSteps : steps) {
    if (row.length > 1) console.log(`\n${row.map(({ name }) => name).join(', ')}: side by side`)
    tallies.push(...(await Promise.all(row.map((step) => runStep(step, { alone: row.length === 1 })))))
  }
  return tallies
}

/** What runs beside another is heard once it has ended: nobody can read two at once. */
async function runStep(step: Step, { alone }: { alone: boolean }): Promise<Tally> {
  const title = `\n── ${step.name} ──`
  if (step.cannot !== undefined) {
    console.log(`${title}\nNot run: ${step.cannot}.`)
    return { passed: 0, failed: 0, skipped: 1 }
  }
  // Last time's report must not count for this time.
  if (step.report !== undefined) rmSync(step.report.file, { force: true })
  if (alone) console.log(title)
  const start = performance.now()
  const [command = '', ...args] = step.command
  const stdio = alone ? 'inherit' : 'pipe'
  const child = spawn(command, args, { cwd: root, stdio, shell: process.platform === 'win32' })
  const said: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => said.push(chunk))
  await once(child, 'close')
  if (!alone) console.log(`${title}\n${Buffer.concat(said).toString('utf8').trimEnd()}`)
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
