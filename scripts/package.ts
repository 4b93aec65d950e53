import { rm } from 'node:fs/promises'
import path from 'node:path'
import { build, Platform, type Configuration } from 'electron-builder'
import { prepareDesk } from './desk/prepare.ts'
import type { ElectronRuntime } from './electron-runtime.ts'
import { Failure, runScript } from './failure.ts'
import { checkPackage } from './package/check.ts'
import { makeIcons } from './package/icons.ts'
import { nodeBinary, root } from './paths.ts'

/**
 * Builds the unpacked app for this system into `release/`, with the runtime in use, so that nothing is
 * fetched; with `--installers`, what people install as well, for which electron-builder fetches its tools. What goes
 * in is said in `electron-builder.yml`, and looked at again when it is done.
 */
async function main(): Promise<void> {
  const runtime = await prepareDesk({ for: 'run' })
  await makeIcons(path.join(root, 'build'))
  const installers = process.argv.includes('--installers')
  await build({
    projectDir: root,
    targets: Platform.current().createTarget(installers ? null : 'dir'),
    config: configFor(runtime),
    publish: 'never',
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
    afterPack: ({ appOutDir, electronPlatformName, packager }) => {
      const mac = electronPlatformName === 'darwin'
      const resources = mac
        ? path.join(appOutDir, `${packager.appInfo.productFilename}.app`, 'Contents', 'Resources')
        : path.join(appOutDir, 'resources')
      const faults = checkPackage(resources, mac ? 2 : 1)
      if (faults.length > 0) throw new Failure(`The package is not as it should be.\n${faults.join('\n')}`)
      return Promise.resolve()
    },
    ...(runtime.needsNode ? { extraResources: [{ from: nodeBinary(), to: 'node' }] } : {}),
  }
}

await runScript(main)
