import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { App } from 'electron'
import type { Log } from '../log.ts'
import { scrub } from './scrub.ts'

/** Reports that are kept; older ones go. */
const kept = 20
const runningFile = 'running.json'
const reportName = /^crash-[\w-]+\.json$/

export interface CrashReports {
  /** Writes down what broke. It never throws: whatever broke already is enough. */
  report: (what: string, details: Record<string, unknown>) => Promise<void>
  /** Notes that the desk runs, and reports the run before where that one ended without a word. */
  began: () => Promise<void>
  /** The desk ends in good order. */
  ended: () => Promise<void>
}

interface CrashReportOptions {
  folder: string
  /** What runs here: it goes into each report. */
  versions: Readonly<Record<string, string>>
  now: () => Date
  log: Log
}

/**
 * Reports of crashes, as small texts beside the log, on this computer only. A dump of memory would hold what the desk
 * knows of its guests: these hold what broke, how, and in which version, scrubbed as the diagnosis is.
 */
export function createCrashReports({ folder, versions, now, log }: CrashReportOptions): CrashReports {
  const running = path.join(folder, runningFile)

  async function write(what: string, details: Record<string, unknown>): Promise<void> {
    await mkdir(folder, { recursive: true })
    const at = now().toISOString()
    const text = scrub(JSON.stringify({ at, what, ...versions, ...details }, readable, 2))
    await writeFile(path.join(folder, `crash-${at.replaceAll(/[:.]/g, '-')}.json`), text, { mode: 0o600 })
    const reports = (await readdir(folder)).filter((name) => reportName.test(name)).sort()
    for (const old of reports.slice(0, -kept)) await rm(path.join(folder, old), { force: true })
  }

  const report = (what: string, details: Record<string, unknown>): Promise<void> =>
    write(what, details).catch((error: unknown) =>
      log.warn('A report of a crash could not be written.', { what, error }),
    )

  return {
    report,
    began: async () => {
      const before = await readFile(running, 'utf8').catch(() => undefined)
      if (before !== undefined) {
        log.warn('The desk ended without a word last time.')
        await report('main', { reason: 'ended without a word', since: before })
      }
      await mkdir(folder, { recursive: true })
        .then(() => writeFile(running, now().toISOString()))
        .catch((error: unknown) => log.warn('It could not be noted that the desk runs.', { error }))
    },
    ended: () => rm(running, { force: true }),
  }
}

/** Reports every process of the desk that ends otherwise than it should. They come back by themselves: see window.ts. */
export function reportCrashes(app: App, crashes: Pick<CrashReports, 'report'>, log: Log): void {
  app.on('render-process-gone', (_event, _contents, { reason, exitCode }) => {
    if (reason !== 'clean-exit') void crashes.report('screen', { reason, exitCode })
  })
  app.on('child-process-gone', (_event, { type, reason, exitCode, serviceName }) => {
    if (reason === 'clean-exit') return
    log.error('A process of the desk has ended and is started again.', {
      type,
      reason,
      exitCode,
      serviceName,
    })
    void crashes.report(type, { reason, exitCode, serviceName })
  })
}

function readable(_key: string, value: unknown): unknown {
  return value instanceof Error ? (value.stack ?? value.message) : value
}
