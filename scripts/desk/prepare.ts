import { buildIfStale } from '../build.ts'
import { resolveElectron, type ElectronRuntime } from '../electron-runtime.ts'
import { nodeBinary, root } from '../paths.ts'
import { ensureSystemPackages } from '../system-packages.ts'

/** How the built desk is started: more arguments may be appended, and `env` is added to the caller's own. */
export interface DeskCommand {
  executablePath: string
  args: string[]
  env: Record<string, string>
}

/** Makes sure of everything that the desk needs: Debian packages, a runtime, a build that is not stale. */
export async function prepareDesk(purpose: { for: 'run' | 'test' }): Promise<ElectronRuntime> {
  await ensureSystemPackages(purpose)
  const runtime = await resolveElectron()
  await buildIfStale()
  return runtime
}

/** The command for the desk in `dist/`, run by that runtime. */
export function deskCommand(runtime: ElectronRuntime): DeskCommand {
  // Chromium refuses to run as root with its sandbox on; everyone else keeps it.
  const sandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
  return {
    executablePath: runtime.executablePath,
    args: [root, ...sandbox],
    env: runtime.needsNode ? { FRONTDESK_NODE: nodeBinary() } : {},
  }
}
