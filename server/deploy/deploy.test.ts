import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { z } from 'zod'

const here = import.meta.dirname
const root = path.join(here, '../..')
const analyze = spawnSync('systemd-analyze', ['--version']).status === 0

// Where there is no systemd this is skipped, and says so.
it.skipIf(!analyze)('systemd takes the unit as it is', () => {
  const checked = spawnSync('systemd-analyze', ['verify', path.join(here, 'frontdesk.service')], {
    encoding: 'utf8',
  })
  // It loads the machine's own units too; only what it says of ours counts.
  const ours = checked.stderr.split('\n').filter((line) => line.includes('frontdesk'))
  expect(ours).toEqual([])
})

it('the image holds every package that the server imports: none of them is for development only', () => {
  const { dependencies } = z
    .object({ dependencies: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')))
  const missing = new Set<string>()
  const files = new Set([path.join(root, 'server/server.ts')])
  // Grows while it is walked: everything that the server reaches.
  for (const file of files) {
    const source = readFileSync(file, 'utf8')
    for (const [, name = ''] of source.matchAll(/^(?:import|export|\})[^'"]*from '([^']+)'/gm)) {
      if (name.startsWith('.')) {
        files.add(path.resolve(path.dirname(file), name))
        continue
      }
      const packageName = name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/')
      if (!name.startsWith('node:') && dependencies[packageName] === undefined)
        missing.add(`${file}: ${name}`)
    }
  }
  expect(files.size).toBeGreaterThan(50)
  expect([...missing]).toEqual([])
})
