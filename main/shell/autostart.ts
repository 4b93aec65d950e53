import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { App } from 'electron'

/** Whether the desk starts when its user logs in. */
export interface Autostart {
  isOn: () => boolean
  set: (on: boolean) => Promise<void>
}

/** Windows and macOS keep a list of their own; other systems read a folder that the freedesktop rules name. */
export function createAutostart(app: App, environment: NodeJS.ProcessEnv): Autostart {
  if (process.platform === 'win32' || process.platform === 'darwin') {
    return {
      isOn: () => app.getLoginItemSettings().openAtLogin,
      set: (openAtLogin) => {
        app.setLoginItemSettings({ openAtLogin })
        return Promise.resolve()
      },
    }
  }
  const chosen = environment.XDG_CONFIG_HOME
  const config = chosen !== undefined && chosen !== '' ? chosen : path.join(app.getPath('home'), '.config')
  // An AppImage runs from a place of its own at each start: its file is what the user has.
  const command = [environment.APPIMAGE ?? process.execPath, ...(app.isPackaged ? [] : [app.getAppPath()])]
  return desktopEntry(path.join(config, 'autostart', 'front-desk.desktop'), command)
}

/** A `.desktop` file that starts a command at login. */
export function desktopEntry(file: string, command: readonly string[]): Autostart {
  return {
    isOn: () => existsSync(file),
    set: async (on) => {
      if (!on) {
        await rm(file, { force: true })
        return
      }
      await mkdir(path.dirname(file), { recursive: true })
      await writeFile(
        file,
        `${[
          '[Desktop Entry]',
          'Type=Application',
          'Name=Front Desk',
          `Exec=${command.map(quoted).join(' ')}`,
          'Terminal=false',
          'X-GNOME-Autostart-enabled=true',
        ].join('\n')}\n`,
      )
    },
  }
}

/** One argument of an `Exec` line, as the Desktop Entry Specification quotes it: first for the command, then as a string. */
function quoted(argument: string): string {
  const forCommand = `"${argument.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`
  return forCommand.replaceAll('\\', '\\\\')
}
