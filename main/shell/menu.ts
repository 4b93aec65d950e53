import { Menu } from 'electron'
import type { MenuItemConstructorOptions } from 'electron'
import type { Strings } from './strings.ts'

/**
 * The application's menu: it is seen on macOS only, elsewhere it gives the usual keys their meaning. In kiosk mode only
 * the keys of editing are left: what a menu does not hold, no key does.
 */
export function setApplicationMenu(
  strings: Strings,
  options: { developer: boolean; kiosk: boolean; quit: () => void },
): void {
  const quit: MenuItemConstructorOptions = {
    label: strings.quit,
    accelerator: 'CommandOrControl+Q',
    click: options.quit,
  }
  const edit: MenuItemConstructorOptions = {
    label: strings.menu.edit,
    submenu: [
      { role: 'undo' },
      { role: 'redo' },
      { type: 'separator' },
      { role: 'cut' },
      { role: 'copy' },
      { role: 'paste' },
      { role: 'selectAll' },
    ],
  }
  if (options.kiosk) {
    Menu.setApplicationMenu(Menu.buildFromTemplate([edit]))
    return
  }
  // Reloading by mistake would take a half-written note with it.
  const developer: MenuItemConstructorOptions[] = options.developer
    ? [{ type: 'separator' }, { role: 'reload' }, { role: 'toggleDevTools' }]
    : []
  // There the first menu bears the app's name.
  const app: MenuItemConstructorOptions[] = process.platform === 'darwin' ? [{ role: 'appMenu' }] : []
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      ...app,
      { label: strings.menu.file, submenu: [{ role: 'close' }, quit] },
      edit,
      {
        label: strings.menu.view,
        submenu: [
          { role: 'resetZoom' },
          { role: 'zoomIn' },
          { role: 'zoomOut' },
          { type: 'separator' },
          { role: 'togglefullscreen' },
          ...developer,
        ],
      },
      { label: strings.menu.window, submenu: [{ role: 'minimize' }] },
    ]),
  )
}
