import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { quiet, temporaryFolder } from '../testing/real-desk.ts'
import { createCrashReports } from './crash-reports.ts'

const { dir, remove } = temporaryFolder()
afterEach(remove)

it('a report says what broke and in which version, and nothing of a guest; twenty are kept', async () => {
  let minute = 0
  const reports = createCrashReports({
    folder: dir,
    versions: { app: '1.2.3' },
    now: () => new Date(Date.UTC(2026, 10, 25, 19, minute++)),
    log: quiet,
  })
  const names = () => readdirSync(dir).sort()

  await reports.began()
  expect(names()).toEqual(['running.json'])
  // As after a power cut: nobody has said that it ended.
  await reports.began()
  const [first] = names()
  expect(readFileSync(path.join(dir, first ?? ''), 'utf8')).toMatch(/"what": "main"[\s\S]*"app": "1.2.3"/)

  const error = new Error('no row for ines@correo.es, +34 612 345 678')
  for (let count = 0; count < 25; count++) await reports.report('error', { error })
  const kept = names().filter((name) => name.startsWith('crash-'))
  expect(kept).toHaveLength(20)
  const last = readFileSync(path.join(dir, kept.at(-1) ?? ''), 'utf8')
  expect(last).toContain('no row for [e-mail], [phone]')

  await reports.ended()
  expect(names()).not.toContain('running.json')
})
