import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'playwright/test'
import { z } from 'zod'
import { root } from '../../scripts/paths.ts'

const reportSchema = z.object({
  rows: z.array(z.object({ decoder: z.string(), condition: z.string(), share: z.number(), fps: z.number() })),
})

test('the bench of decoders builds its page as the screen is built, and measures both in each condition', async () => {
  test.setTimeout(180_000)
  const folder = await mkdtemp(path.join(tmpdir(), 'bench-decode-'))
  try {
    const file = path.join(folder, 'decode.json')
    await promisify(execFile)(process.execPath, ['bench/decode.ts', '--frames', '1', '--json', file], {
      cwd: root,
    })
    const { rows } = reportSchema.parse(JSON.parse(await readFile(file, 'utf8')))
    expect(new Set(rows.map(({ decoder }) => decoder)).size).toBe(2)
    expect(rows).toHaveLength(2 * new Set(rows.map(({ condition }) => condition)).size)
    // A ticket that is plainly in sight is read by what the desk ships.
    expect(rows.find(({ condition }) => condition === 'plain')).toMatchObject({
      decoder: 'front desk',
      share: 1,
    })
    for (const { fps } of rows) expect(fps).toBeGreaterThan(0)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
