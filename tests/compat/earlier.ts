import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'
import { nodeBinary, root } from '../../scripts/paths.ts'

const run = promisify(execFile)

/**
 * The commit whose desk and server stand for those that are still in the field. Name a later one when nobody runs this
 * any more, or when its packages are no longer among ours.
 */
export const earlierCommit = '83d1896f03deb8d1041660e96707bc83eb359504'

/** Why that commit cannot be had here; `undefined` where it can. */
export async function whyNoEarlier(): Promise<string | undefined> {
  try {
    await run('git', ['cat-file', '-e', `${earlierCommit}^{commit}`], { cwd: root })
    return undefined
  } catch {
    return `Commit ${earlierCommit} is not in this clone: it is shallow, or no git repository. Fetch the whole history to test against it.`
  }
}

const packageSchema = z.object({
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
})

/**
 * Lays out the earlier commit in a folder, with today's packages and runtime, ready to be built and started by its own
 * scripts. Throws where it asks for a package that today's lock file does not have.
 */
export async function layOutEarlier(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  const archive = path.join(folder, 'earlier.tar')
  await run('git', ['archive', '--output', archive, earlierCommit], { cwd: root })
  await run('tar', ['-xf', archive, '-C', folder])
  const [theirs, ours] = [folder, root].map((at) => {
    const read = packageSchema.parse(JSON.parse(readFileSync(path.join(at, 'package.json'), 'utf8')))
    return { ...read.dependencies, ...read.devDependencies }
  })
  const missing = Object.keys(theirs ?? {}).filter((name) => ours?.[name] === undefined)
  if (missing.length > 0)
    throw new Error(
      `Commit ${earlierCommit} needs packages that are no longer here: ${missing.join(', ')}. Name a later commit in tests/compat/earlier.ts.`,
    )
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'dir')
  symlinkSync(path.join(root, '.cache'), path.join(folder, '.cache'), 'dir')
}

const whereSchema = z.object({
  executablePath: z.string(),
  args: z.array(z.string()),
  env: z.record(z.string(), z.string()),
})

/** Builds the earlier desk with its own scripts, and says how it is started. */
export async function buildEarlier(folder: string): Promise<z.infer<typeof whereSchema>> {
  const { stdout } = await run(nodeBinary(), ['scripts/desk-where.ts'], { cwd: folder })
  return whereSchema.parse(JSON.parse(stdout))
}
