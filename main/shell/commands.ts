import { clipboard, shell } from 'electron'
import type { App } from 'electron'
import { protocolVersion } from '../../contract/events.ts'
import type { ShellCommandName } from '../../contract/shell.ts'
import type { About } from '../../contract/shell.ts'
import type { Sight } from '../../contract/sight.ts'
import { createAnswering } from '../answering.ts'
import type { CommandHandlers, DeskCore } from '../core.ts'
import type { Log } from '../log.ts'
import type { Autostart } from './autostart.ts'
import { diagnose } from './diagnostics.ts'
import type { Updates } from './updates.ts'

interface ShellCommandOptions {
  app: App
  core: Pick<DeskCore, 'handlers' | 'state'>
  autostart: Autostart
  updates: Updates
  logFolder: string
  keepSight: (sight: Sight) => void
  /** Whether there was a keyring when the desk started: until the next start, nothing is sealed anew. */
  hasKeyring: Promise<boolean>
  pinned: { readonly ca: string | null }
  log: Log
}

/** What a window asks of the computer: see contract/shell.ts. */
export function createShellCommands(options: ShellCommandOptions): Pick<CommandHandlers, ShellCommandName> {
  const { app, core, autostart, updates, logFolder, hasKeyring, pinned, log } = options
  const answering = createAnswering(log)
  const about = async (): Promise<About> => ({
    app: app.getVersion(),
    electron: process.versions.electron,
    chromium: process.versions.chrome,
    node: process.versions.node,
    protocol: protocolVersion,
    system: `${process.platform} ${process.getSystemVersion()} ${process.arch}`,
    logFolder,
    keysIn: (await hasKeyring) ? 'keyring' : 'file',
    ca: pinned.ca,
  })
  return {
    about,
    openLogFolder: () =>
      answering(async () => {
        const problem = await shell.openPath(logFolder)
        if (problem !== '') throw new Error(`The folder of the log cannot be opened: ${problem}`)
        return null
      }),
    copyDiagnostics: async () => {
      const server = await core.handlers.serverVersion(undefined)
      const text = await diagnose({ about: await about(), server, state: core.state(), at: new Date() })
      await clipboard.writeText(text)
      return text
    },
    startsWithSystem: () => Promise.resolve(autostart.isOn()),
    startWithSystem: ({ on }) =>
      answering(async () => {
        try {
          await autostart.set(on)
        } catch (error) {
          log.warn('Whether the desk starts with the system cannot be changed', { error })
        }
        return autostart.isOn()
      }),
    keepSight: (sight) => {
      options.keepSight(sight)
      return Promise.resolve(undefined)
    },
    updateState: () => Promise.resolve(updates.state()),
    lookForUpdate: () => {
      updates.lookNow()
      return Promise.resolve(undefined)
    },
    installUpdate: () =>
      answering(async () => {
        await updates.installNow()
        return null
      }),
    screenBusy: ({ busy }) => {
      updates.screenBusy(busy)
      return Promise.resolve(undefined)
    },
  }
}
