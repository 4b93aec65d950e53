import path from 'node:path'
import { root } from '../paths.ts'
import { playwrightTally, vitestTally, type Tally } from './report.ts'

/** One part of `npm test`. */
export interface Step {
  name: string
  command: string[]
  /** Where the runner counts its own tests; a step without is one check by itself. */
  report?: { file: string; read: (json: string) => Tally }
  /** Why it cannot run here; it is said, and counted as skipped. */
  cannot?: string
}

/** Where the runners' reports go. */
export const resultsDir = path.join(root, 'test-results')

const unitReport = path.join(resultsDir, 'unit.json')

// Always a virtual display where there can be one: windows and key strokes must not reach the user's screen.
const onVirtualDisplay: string[] =
  process.platform === 'linux'
    ? ['dbus-run-session', '--', 'xvfb-run', '-a', '-s', '-screen 0 1440x900x24']
    : []

const canMount = process.platform === 'linux' && process.getuid?.() === 0

function playwright(project: 'e2e' | 'deep'): Step {
  return {
    name: project,
    command: [...onVirtualDisplay, 'playwright', 'test', '--project', project],
    report: { file: path.join(resultsDir, 'playwright.json'), read: playwrightTally },
  }
}

/** The steps in the order in which they run: what fails soonest comes first. */
export const steps: readonly Step[] = [
  { name: 'types', command: ['tsc', '--build'] },
  { name: 'lint', command: ['eslint', '.', '--max-warnings', '0'] },
  { name: 'format', command: ['prettier', '--check', '.', '--log-level', 'warn'] },
  {
    name: 'unit',
    command: ['vitest', 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${unitReport}`],
    report: { file: unitReport, read: vitestTally },
  },
  playwright('e2e'),
  // An evening of two minutes in which everything goes wrong: always the same one, so that a change is what fails it.
  {
    name: 'chaos',
    command: [
      ...onVirtualDisplay,
      ...'node tests/chaos/run.ts --minutes 2 --desks 4 --seed 431833'.split(' '),
    ],
    ...(canMount ? {} : { cannot: 'its full disk is a real one, which only root can make, on Linux' }),
  },
]

/** What takes too long for every change: `npm run test:deep`. */
export const deepSteps: readonly Step[] = [playwright('deep')]
