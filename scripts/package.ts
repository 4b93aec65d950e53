import { rm } from 'node:fs/promises'
import path from 'node:path'
import { build, Platform, type Configuration } from 'electron-builder'
import { prepareDesk } from './desk/prepare.ts'
import type { ElectronRuntime } from './electron-runtime.ts'
import { runScript } from './failure.ts'
import { nodeBinary, root } from './paths.ts'

/**
 * Builds the unpacked app for this system into `release/`, with the runtime in use, so that nothing is
 * fetched. What goes in is said in `electron-builder.yml`.
 */
async function main(): Promise<void> {
  const runtime = await prepareDesk({ for: 'run' })
  await build({
    projectDir: root,
    targets: Platform.current().createTarget('dir'),
    config: configFor(runtime),
  })
}

function configFor(runtime: ElectronRuntime): Configuration {
  return {
    electronDist: runtime.dist,
    electronVersion: runtime.version,
    // The loader that the registry's runtime runs apps from would come before the packaged app.
    afterExtract: ({ appOutDir }) =>
      rm(path.join(appOutDir, 'resources', 'app'), { recursive: true, force: true }),
    // The store's process looks for this Node where Electron's own is too old for it.
    ...(runtime.needsNode ? { extraResources: [{ from: nodeBinary(), to: 'node' }] } : {}),
  }
}

await runScript(main)
