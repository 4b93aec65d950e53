import { execFile } from 'node:child_process'
import { chmod, chown, copyFile, cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { root } from '../../../scripts/paths.ts'
import { deskWhere, type DeskCommand } from './desk.ts'

const run = promisify(execFile)

export interface PlainUserDesk extends DeskCommand {
  /** For `spawn`: nothing where the tests run as an ordinary user themselves. */
  as: { uid?: number; gid?: number }
  /** A folder of the user's own. */
  home: string
  cleanUp: () => Promise<void>
}

/**
 * The built desk for a user who is not root, for whom Chromium's sandbox is on. Where the tests run as root,
 * the desk is copied to where `nobody` can read it: the checkout may lie in root's own home.
 */
export async function deskForPlainUser(): Promise<PlainUserDesk> {
  const command = await deskWhere()
  const folder = await mkdtemp(path.join(tmpdir(), 'front-desk-user-'))
  const home = path.join(folder, 'home')
  await mkdir(home)
  const cleanUp = () => rm(folder, { recursive: true, force: true, maxRetries: 5 })
  if (process.getuid?.() !== 0) return { ...command, as: {}, home, cleanUp }

  await chmod(folder, 0o755)
  const uid = await idOf('-u')
  const gid = await idOf('-g')
  await chown(home, uid, gid)
  const copied = async (from: string, to: string): Promise<string> => {
    const target = path.join(folder, to)
    await cp(from, target, { recursive: true, dereference: true })
    return target
  }
  const runtime = await copied(path.dirname(command.executablePath), 'runtime')
  // Where the kernel gives an ordinary user no namespaces, Chromium's sandbox is made by this helper of root's.
  const helper = path.join(runtime, 'chrome-sandbox')
  await chown(helper, 0, 0)
  await chmod(helper, 0o4755)
  const app = path.join(folder, 'app')
  for (const part of ['dist', 'package.json', 'node_modules/better-sqlite3']) {
    await copied(path.join(root, part), path.join('app', part))
  }
  const env: Record<string, string> = { ...command.env, HOME: home }
  // The bus and the runtime folder are root's.
  delete env.DBUS_SESSION_BUS_ADDRESS
  delete env.XDG_RUNTIME_DIR
  const { FRONTDESK_NODE: node, XAUTHORITY: authority } = env
  if (node !== undefined) env.FRONTDESK_NODE = await copied(node, 'node')
  if (authority !== undefined) {
    const own = path.join(home, 'Xauthority')
    await copyFile(authority, own)
    await chown(own, uid, gid)
    env.XAUTHORITY = own
  }
  return {
    executablePath: path.join(runtime, path.basename(command.executablePath)),
    args: [app, ...command.args.slice(1).filter((argument) => argument !== '--no-sandbox')],
    env,
    as: { uid, gid },
    home,
    cleanUp,
  }
}

async function idOf(which: '-u' | '-g'): Promise<number> {
  return Number((await run('id', [which, 'nobody'])).stdout)
}
