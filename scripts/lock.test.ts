import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { withLock } from './lock.ts'
import { cacheDir, nodeBinary } from './paths.ts'
import { run, type Finished } from './run.ts'

const name = `test-${process.pid}`
const folder = mkdtempSync(path.join(tmpdir(), 'lock-'))
const counter = path.join(folder, 'counter')

afterAll(() => {
  rmSync(folder, { recursive: true })
  rmSync(path.join(cacheDir, `${name}.lock`), { force: true })
})

/** Runs `code` in another process; it can use `withLock`, `name` and `counter`. */
function another(code: string): Promise<Finished> {
  const head = `import { withLock } from ${JSON.stringify(path.join(import.meta.dirname, 'lock.ts'))}
    import { readFileSync, writeFileSync } from 'node:fs'
    import { setTimeout as delay } from 'node:timers/promises'
    const name = ${JSON.stringify(name)}, counter = ${JSON.stringify(counter)};`
  return run(nodeBinary(), ['--input-type=module', '-e', head + code])
}

it('lets one process at a time work, so that no step of another is lost', async () => {
  writeFileSync(counter, '0')
  const countToFive = `for (let i = 0; i < 5; i++) await withLock(name, async () => {
    const read = Number(readFileSync(counter, 'utf8'))
    await delay(20)
    writeFileSync(counter, String(read + 1))
  })`
  const finished = await Promise.all([another(countToFive), another(countToFive), another(countToFive)])
  expect(finished.map((process) => process.code)).toEqual([0, 0, 0])
  expect(readFileSync(counter, 'utf8')).toBe('15')
})

it('is free again when its holder is killed', async () => {
  const killed = await another("await withLock(name, () => process.kill(process.pid, 'SIGKILL'))")
  expect(killed.code).not.toBe(0)
  await expect(withLock(name, () => Promise.resolve('free'))).resolves.toBe('free')
})
