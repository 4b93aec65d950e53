import { isDeepStrictEqual } from 'node:util'
import { Menu, Tray, nativeImage } from 'electron'
import type { MenuItemConstructorOptions, NativeImage, Rectangle } from 'electron'
import type { TrayView } from './follow.ts'
import { drawTrayIcon } from './tray-icon.ts'

interface TrayActions {
  open: () => void
  /** Where the tray's picture is, as far as the system says. */
  panel: (tray: Rectangle) => void
  mute: () => void
  quit: () => void
}

export interface DeskTray {
  show: (view: TrayView) => void
}

/** Puts the desk into the system's tray. `show` tells how things are, in words and as a picture. */
export function createTray({ open, panel, mute, quit }: TrayActions, first: TrayView): DeskTray {
  const tray = new Tray(icon(first))
  tray.setToolTip(tooltip(first))
  let view = first
  const openPanel = (): void => panel(tray.getBounds())
  tray.on('click', () => (view.hasPanel ? openPanel() : open()))
  const show = (next: TrayView): void => {
    const before = view
    view = next
    // Drawn in the main process, while the window waits for it too: only another picture is.
    if (before.state !== view.state || before.unseen !== view.unseen) tray.setImage(icon(view))
    tray.setToolTip(tooltip(view))
    // A menu that is open is closed by another: numbers change too often for that.
    if (!isDeepStrictEqual(menuOf(before), menuOf(view))) setMenu(view)
  }
  const setMenu = ({ strings, state, hasPanel, kiosk }: TrayView): void => {
    const managers: MenuItemConstructorOptions[] = [
      // Some systems open the menu whatever is clicked.
      { id: 'panel', label: strings.panel, click: openPanel },
      { id: 'mute', label: strings.alerts.mute, click: mute },
    ]
    tray.setContextMenu(
      Menu.buildFromTemplate([
        { id: 'open', label: strings.open, click: open },
        ...(hasPanel ? managers : []),
        { id: 'connection', label: strings.connection[state], enabled: false },
        ...(kiosk ? [] : [{ type: 'separator' as const }, { id: 'quit', label: strings.quit, click: quit }]),
      ]),
    )
  }
  setMenu(first)
  return { show }
}

/** What the menu depends on. */
function menuOf({ strings, state, hasPanel, kiosk }: TrayView): unknown {
  return [strings.language, state, hasPanel, kiosk]
}

function tooltip({ strings, state, inside, unseen, hasPanel }: TrayView): string {
  return [
    'Front Desk',
    strings.connection[state],
    ...(hasPanel && inside !== null ? [strings.inside(inside)] : []),
    ...(unseen > 0 ? [strings.unseen(unseen)] : []),
  ].join(' · ')
}

/** The height that a tray gives its pictures, in points. */
const points = process.platform === 'darwin' ? 18 : process.platform === 'win32' ? 16 : 22

function icon({ state, unseen }: TrayView): NativeImage {
  const image = nativeImage.createEmpty()
  for (const scaleFactor of [1, 2]) {
    const size = points * scaleFactor
    image.addRepresentation({
      scaleFactor,
      width: size,
      height: size,
      // As PNG: a bitmap as such is taken by `createFromBitmap` only.
      buffer: nativeImage
        .createFromBitmap(drawTrayIcon(state, unseen, size), { width: size, height: size })
        .toPNG(),
    })
  }
  return image
}
