import { execFile } from 'node:child_process'
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { nodeBinary, root } from '../../../scripts/paths.ts'
import { deskWhere } from './desk.ts'

const release = path.join(root, 'release')

/** Packages the app unless it was packaged from this very build, and gives its executable. */
export async function packagedDesk(): Promise<string> {
  await deskWhere()
  const inputs = [
    'dist/.stamp',
    'electron-builder.yml',
    'scripts/package.ts',
    'scripts/package/check.ts',
    'package.json',
  ]
  const current = inputs.map((input) => readFileSync(path.join(root, input), 'utf8')).join('\0')
  const stamp = path.join(release, '.stamp')
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== current) {
    await promisify(execFile)(nodeBinary(), [path.join(root, 'scripts/package.ts')], { cwd: root })
    writeFileSync(stamp, current)
  }
  const folder = readdirSync(release).find((name) => name.endsWith('-unpacked'))
  if (folder === undefined) throw new Error(`There is no unpacked app in ${release}.`)
  return path.join(release, folder, process.platform === 'win32' ? 'Front Desk.exe' : 'front-desk')
}
