import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { _electron } from 'playwright/test'
import { build, preview } from 'vite'
import { nodeBundle } from '../scripts/build/node-bundle.ts'
import { rendererBundle } from '../scripts/build/renderer.ts'
import { openDisplay } from '../scripts/desk/display.ts'
import { prepareDesk } from '../scripts/desk/prepare.ts'
import { Failure, runScript } from '../scripts/failure.ts'
import { root } from '../scripts/paths.ts'
import { say } from '../scripts/progress.ts'
import { deskWhere } from '../tests/e2e/support/desk.ts'
import { inMain } from '../tests/e2e/support/in-main.ts'
import { conditions } from './decode/frames.ts'
import type { Measured } from './decode/page.ts'
import { describeMachine } from './machine.ts'
import { printTable, rounded } from './table.ts'

const help = `The desk's webcam decoder beside @zxing/browser alone, on the same generated frames, in the desk's Electron.

  npm run bench:decode -- [--frames N] [--seed N] [--json FILE]

  --frames N   frames of each condition (40)
  --seed N     the frames are those of this number (1)
  --json FILE  the figures, as JSON
`

interface Row {
  decoder: string
  condition: string
  /** Of the frames, how many were read right: 0 to 1. */
  share: number
  /** Frames a second, one after another. */
  fps: number
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      frames: { type: 'string', default: '40' },
      seed: { type: 'string', default: '1' },
      json: { type: 'string' },
      help: { type: 'boolean' },
    },
  })
  if (values.help) {
    console.log(help)
    return
  }
  const [frames, seed] = [Number(values.frames), Number(values.seed)]
  if (!Number.isInteger(frames) || frames < 1 || frames > 10_000)
    throw new Failure('--frames takes a whole number from 1 to 10000.')
  if (!Number.isInteger(seed)) throw new Failure('--seed takes a whole number.')

  await prepareDesk({ for: 'test' })
  const display = await openDisplay()
  Object.assign(process.env, display.env)
  const folder = await mkdtemp(path.join(tmpdir(), 'front-desk-decode-'))
  try {
    const { rows, versions } = await run(folder, frames, seed)
    const machine = describeMachine()
    console.log(
      `${machine.cores} × ${machine.processor}, ${machine.system}; commit ${machine.commit}, ${machine.at}`,
    )
    console.log(
      Object.entries(versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', '),
    )
    console.log(`${frames} frames of each condition, seed ${seed}\n`)
    printTable(
      ['condition', 'decoder', 'share', 'fps'],
      rows.map(({ condition, decoder, share, fps }) => [condition, decoder, share, fps]),
    )
    if (values.json !== undefined) {
      await writeFile(values.json, `${JSON.stringify({ machine, versions, frames, seed, rows }, null, 2)}\n`)
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
    await display.close()
  }
}

async function run(folder: string, frames: number, seed: number) {
  const page = path.join(folder, 'page')
  // As the screen itself is built, so that it is the shipped worker that is measured.
  const shipped = rendererBundle('bench/decode', ['index.html'])
  await build({ ...shipped, build: { ...shipped.build, outDir: page } })
  const output = path.relative(root, path.join(folder, 'main.cjs'))
  await build(nodeBundle({ entry: 'bench/decode/window.ts', output, external: ['electron'] }))
  await writeFile(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'bench-decode', version: '1.0.0', main: 'main.cjs' }),
  )
  const server = await preview({
    configFile: false,
    logLevel: 'warn',
    root: folder,
    build: { outDir: page },
    preview: { host: '127.0.0.1', port: 0 },
  })
  const address = server.resolvedUrls?.local[0]
  if (address === undefined) throw new Failure('The page of the bench is not served.')
  const { executablePath, args, env } = await deskWhere()
  const switches = args.filter((argument) => argument.startsWith('--'))
  const app = await _electron.launch({ executablePath, args: [folder, ...switches, address], env })
  try {
    const window = await app.firstWindow()
    await window.waitForFunction(() => 'measure' in globalThis)
    const rows: Row[] = []
    for (const condition of conditions) {
      say(`${condition} …`)
      // The first picture of each decoder warms it up.
      await window.evaluate(`measure(${JSON.stringify(condition)}, 1, 0)`)
      const measured: Measured[] = await window.evaluate(
        `measure(${JSON.stringify(condition)}, ${frames}, ${seed})`,
      )
      for (const { decoder, decoded, milliseconds } of measured) {
        const [share, fps] = [rounded(decoded / frames, 3), rounded(frames / (milliseconds / 1000))]
        rows.push({ decoder, condition, share, fps })
      }
    }
    const electron = await inMain(app, () => process.versions)
    return {
      rows,
      versions: {
        ...versionsOf('zxing-wasm', '@zxing/browser', '@zxing/library'),
        electron: electron.electron,
      },
    }
  } finally {
    await app.close()
    await server.close()
  }
}

function versionsOf(...names: string[]): Record<string, string> {
  const lock: unknown = createRequire(import.meta.url)(path.join(root, 'package-lock.json'))
  const packages = Object(Reflect.get(Object(lock), 'packages')) as Record<string, { version?: string }>
  return Object.fromEntries(names.map((name) => [name, packages[`node_modules/${name}`]?.version ?? '']))
}

await runScript(main)
