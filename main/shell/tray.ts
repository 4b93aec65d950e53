import { Menu, Tray, nativeImage } from 'electron'
import type { NativeImage } from 'electron'
import type { ConnectionState } from '../../contract/connection.ts'
import type { Strings } from './strings.ts'
import { drawTrayIcon } from './tray-icon.ts'

type State = ConnectionState['state']

interface TrayActions {
  open: () => void
  quit: () => void
}

export interface DeskTray {
  show: (state: State, strings: Strings) => void
  /** In kiosk mode nobody ends the desk from here. */
  setKiosk: (on: boolean) => void
}

/** Puts the desk into the system's tray. `show` tells the state of the connection, in words and as a picture. */
export function createTray({ open, quit }: TrayActions, state: State, strings: Strings): DeskTray {
  const tray = new Tray(icon(state))
  tray.on('click', open)
  let shown = { state, strings }
  let kiosk = false
  const show = (state: State, strings: Strings): void => {
    if (shown.state === state && shown.strings === strings) return
    draw(state, strings)
  }
  const draw = (state: State, strings: Strings): void => {
    shown = { state, strings }
    tray.setImage(icon(state))
    tray.setToolTip(`Front Desk · ${strings.connection[state]}`)
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { id: 'open', label: strings.open, click: open },
        { id: 'connection', label: strings.connection[state], enabled: false },
        ...(kiosk ? [] : [{ type: 'separator' as const }, { id: 'quit', label: strings.quit, click: quit }]),
      ]),
    )
  }
  draw(state, strings)
  return {
    show,
    setKiosk: (on) => {
      if (kiosk === on) return
      kiosk = on
      draw(shown.state, shown.strings)
    },
  }
}

/** The height that a tray gives its pictures, in points. */
const points = process.platform === 'darwin' ? 18 : process.platform === 'win32' ? 16 : 22

function icon(state: State): NativeImage {
  const image = nativeImage.createEmpty()
  for (const scaleFactor of [1, 2]) {
    const size = points * scaleFactor
    image.addRepresentation({
      scaleFactor,
      width: size,
      height: size,
      // As PNG: a bitmap as such is taken by `createFromBitmap` only.
      buffer: nativeImage.createFromBitmap(drawTrayIcon(state, size), { width: size, height: size }).toPNG(),
    })
  }
  return image
}
