import { execFile } from 'node:child_process'
import { chmod, chown, copyFile, cp, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { root } from '../../../scripts/paths.ts'
import { deskWhere, type DeskCommand } from './desk.ts'
import { packagedDesk } from './packaged.ts'

const run = promisify(execFile)

export interface PlainUserDesk extends DeskCommand {
  /** For `spawn`: nothing where the tests run as an ordinary user themselves. */
  as: { uid?: number; gid?: number }
  /** A folder of the user's own. */
  home: string
  cleanUp: () => Promise<void>
}

interface PlainUser {
  /** For `spawn`: nothing where the tests run as an ordinary user themselves. */
  as: { uid?: number; gid?: number }
  /** A folder of the user's own. */
  home: string
  /** The environment without what is root's. */
  env: Record<string, string>
  /** Copies to where the user can read it, and says where that is. */
  copied: (from: string, to: string) => Promise<string>
  cleanUp: () => Promise<void>
}

/** A user who is not root, for whom Chromium's sandbox is on: `nobody` where the tests run as root. */
async function plainUser(env: Record<string, string>): Promise<PlainUser> {
  const folder = await mkdtemp(path.join(tmpdir(), 'front-desk-user-'))
  const home = path.join(folder, 'home')
  await mkdir(home)
  const copied = async (from: string, to: string): Promise<string> => {
    const target = path.join(folder, to)
    await cp(from, target, { recursive: true, dereference: true })
    return target
  }
  const cleanUp = () => rm(folder, { recursive: true, force: true, maxRetries: 5 })
  if (process.getuid?.() !== 0) return { as: {}, home, env, copied, cleanUp }

  await chmod(folder, 0o755)
  const [uid, gid] = [await idOf('-u'), await idOf('-g')]
  await chown(home, uid, gid)
  const own: Record<string, string> = { ...env, HOME: home }
  // The bus and the runtime folder are root's.
  delete own.DBUS_SESSION_BUS_ADDRESS
  delete own.XDG_RUNTIME_DIR
  const { XAUTHORITY: authority } = env
  if (authority !== undefined) {
    own.XAUTHORITY = path.join(home, 'Xauthority')
    await copyFile(authority, own.XAUTHORITY)
    await chown(own.XAUTHORITY, uid, gid)
  }
  return { as: { uid, gid }, home, env: own, copied, cleanUp }
}

/** Where the kernel gives an ordinary user no namespaces, Chromium's sandbox is made by this helper of root's. */
async function giveSandbox(runtime: string): Promise<void> {
  const helper = path.join(runtime, 'chrome-sandbox')
  await chown(helper, 0, 0)
  await chmod(helper, 0o4755)
}

/**
 * The built desk for a user who is not root. Where the tests run as root, the desk is copied to where `nobody` can read
 * it: the checkout may lie in root's own home.
 */
export async function deskForPlainUser(): Promise<PlainUserDesk> {
  const command = await deskWhere()
  const { as, home, env, copied, cleanUp } = await plainUser(command.env)
  if (as.uid === undefined) return { ...command, as, home, cleanUp }
  const runtime = await copied(path.dirname(command.executablePath), 'runtime')
  await giveSandbox(runtime)
  const app = path.join(path.dirname(runtime), 'app')
  for (const part of ['dist', 'package.json', 'node_modules/better-sqlite3']) {
    await copied(path.join(root, part), path.join('app', part))
  }
  const { FRONTDESK_NODE: node } = env
  if (node !== undefined) env.FRONTDESK_NODE = await copied(node, 'node')
  return {
    executablePath: path.join(runtime, path.basename(command.executablePath)),
    args: [app, ...command.args.slice(1).filter((argument) => argument !== '--no-sandbox')],
    env,
    as,
    home,
    cleanUp,
  }
}

/** The packaged app, copied to a folder that it was not built in, for a user who did not build it. */
export async function packageForPlainUser(): Promise<PlainUserDesk> {
  const executable = await packagedDesk()
  const { env: given } = await deskWhere()
  const { as, home, env, copied, cleanUp } = await plainUser(given)
  const folder = await copied(path.dirname(executable), 'Front Desk (copia)')
  if (as.uid !== undefined) await giveSandbox(folder)
  // Everything that it needs is in the package.
  delete env.FRONTDESK_NODE
  return { executablePath: path.join(folder, path.basename(executable)), args: [], env, as, home, cleanUp }
}

async function idOf(which: '-u' | '-g'): Promise<number> {
  return Number((await run('id', [which, 'nobody'])).stdout)
}
