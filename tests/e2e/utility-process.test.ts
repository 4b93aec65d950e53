import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { _electron, expect, test } from 'playwright/test'
import { build } from 'vite'
import { z } from 'zod'
import { nodeBundle } from '../../scripts/build/node-bundle.ts'
import { root } from '../../scripts/paths.ts'
import { deskWhere } from './support/desk.ts'
import { inMain } from './support/in-main.ts'

const answerSchema = z.object({ body: z.unknown(), pid: z.number(), args: z.array(z.string()) })
interface Echo {
  request(body: unknown): Promise<unknown>
  stop(body: unknown): Promise<void>
}

test("the store's supervisor works over this runtime's utilityProcess, also when that dies (an echo in place of SQLite)", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'front-desk-echo-'))
  try {
    for (const name of ['main', 'child']) {
      const output = path.relative(root, path.join(folder, `${name}.cjs`))
      await build(nodeBundle({ entry: `tests/e2e/support/echo/${name}.ts`, output, external: ['electron'] }))
    }
    writeFileSync(
      path.join(folder, 'package.json'),
      JSON.stringify({ name: 'echo', version: '1.0.0', main: 'main.cjs' }),
    )

    const { executablePath, args, env } = await deskWhere()
    const switches = args.filter((argument) => argument.startsWith('--'))
    const app = await _electron.launch({ executablePath, args: [folder, ...switches], env })
    const ask = async (body: unknown) =>
      answerSchema.parse(
        await inMain(
          app,
          (_electron, body) => {
            const { echo } = globalThis as unknown as { echo: Echo }
            return echo.request(body)
          },
          body,
        ),
      )
    try {
      await expect
        .poll(() => inMain(app, () => 'echo' in globalThis), 'the app is ready and has started its process')
        .toBe(true)
      const first = await ask({ text: 'ñ', list: [1, null] })
      expect(first.body).toEqual({ text: 'ñ', list: [1, null] })
      expect(first.args).toEqual(['--one', 'two words'])

      process.kill(first.pid, 'SIGKILL')
      const answers = await Promise.all([ask('a'), ask('b')])
      expect(answers.map((answer) => answer.body)).toEqual(['a', 'b'])
      expect((await ask('c')).pid).not.toBe(first.pid)

      await inMain(app, () => (globalThis as unknown as { echo: Echo }).echo.stop('last'))
      const { pid } = answers[0]
      await expect.poll(() => isRunning(pid)).toBe(false)
    } finally {
      await app.close()
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
