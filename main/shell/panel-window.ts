import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { Rectangle, WebContents } from 'electron'
import type { Log } from '../log.ts'
import { panelUrl } from './origin.ts'
import { panelPlace, panelSize } from './panel-place.ts'
import { paper, safePreferences } from './web-preferences.ts'

/** A click on the tray takes the focus from the panel, which closes, and would open it again. */
const sameClickMs = 250

export interface PanelWindow {
  /** Opens it near the tray's picture, or closes it. */
  toggle: (tray: Rectangle) => void
  close: () => void
}

interface PanelWindowOptions {
  preload: string
  /** Percent. */
  textSize: () => number
  /** Lets the page speak with the desk. */
  connect: (contents: WebContents) => void
  /** Its alerts are being looked at. */
  onSeen: () => void
  log: Log
}

/** The tray's panel: a window that is there while it is looked at. */
export function createPanelWindow(options: PanelWindowOptions): PanelWindow {
  const { preload, connect, onSeen, log } = options
  let window: BrowserWindow | undefined
  let closedAt = Number.NEGATIVE_INFINITY

  function close(): void {
    if (!window) return
    const closing = window
    window = undefined
    closedAt = performance.now()
    closing.destroy()
    onSeen()
  }

  function open(tray: Rectangle): void {
    const display = screen.getDisplayNearestPoint(
      tray.width > 0 ? { x: tray.x, y: tray.y } : screen.getCursorScreenPoint(),
    )
    const size = panelSize(options.textSize(), display)
    const opened = new BrowserWindow({
      ...size,
      ...panelPlace(size, tray, display),
      show: false,
      frame: false,
      resizable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      skipTaskbar: true,
      alwaysOnTop: true,
      backgroundColor: nativeTheme.shouldUseDarkColors ? paper.dark : paper.light,
      webPreferences: safePreferences(preload),
    })
    window = opened
    connect(opened.webContents)
    opened.on('blur', close)
    // The system can close it too.
    opened.on('closed', () => {
      if (window !== opened) return
      window = undefined
      onSeen()
    })
    opened.webContents.on('before-input-event', (event, input) => {
      if (input.type !== 'keyDown' || input.key !== 'Escape') return
      event.preventDefault()
      close()
    })
    opened.webContents.on('render-process-gone', (_event, details) => {
      log.error('The panel has crashed and is closed.', { ...details })
      if (window === opened) close()
    })
    opened.once('ready-to-show', () => {
      opened.show()
      opened.focus()
      onSeen()
    })
    opened.loadURL(panelUrl).catch((error: unknown) => {
      if (!opened.isDestroyed()) log.error('The panel cannot be loaded.', { error })
    })
  }

  return {
    toggle: (tray) => {
      if (window) close()
      else if (performance.now() - closedAt > sameClickMs) open(tray)
    },
    close,
  }
}
