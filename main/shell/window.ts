import { BrowserWindow, nativeTheme, screen } from 'electron'
import type { Settings } from '../../contract/ipc.ts'
import type { Log } from '../log.ts'
import { pageUrl } from './origin.ts'
import { paper, safePreferences } from './web-preferences.ts'
import { readWindowState, visibleBounds, writeWindowState } from './window-state.ts'

export interface DeskWindow {
  window: BrowserWindow
  /** The screen hears from now on what it is told. */
  loaded: Promise<void>
  /** There is something to be seen; or the screen cannot be loaded, and the log says why. */
  painted: Promise<void>
  /** Brings it to the front, from wherever it is. */
  show: () => void
  /** True where nobody can see it. */
  isAway: () => boolean
  setTheme: (theme: Settings['theme']) => void
  /** Fills the screen, and neither closes nor shrinks until it is told to. Kept, as the theme is, for the next start. */
  setKiosk: (on: boolean) => void
  /** From now on, closing means closing. */
  allowClose: () => void
}

interface WindowOptions {
  stateFile: string
  preload: string
  /** Whether the desk begins in the tray, once that is known. */
  startsHidden: Promise<boolean>
  /** The window was closed and goes on in the tray. */
  onHidden: () => void
  /** The screen had crashed and is loaded again. */
  onRevived: () => void
  log: Log
}

/** Makes the one window of a desk and loads the screen into it. */
export function openDeskWindow(options: WindowOptions): DeskWindow {
  const { stateFile, preload, onHidden, log } = options
  const state = readWindowState(stateFile, log)
  nativeTheme.themeSource = state.theme
  const screens = screen.getAllDisplays().map((display) => display.workArea)
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    ...visibleBounds(state.bounds, screens),
    minWidth: 1024,
    minHeight: 640,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? paper.dark : paper.light,
    webPreferences: {
      ...safePreferences(preload),
      // Scans and countdowns go on behind other windows.
      backgroundThrottling: false,
    },
  })
  window.setMenuBarVisibility(false)
  if (state.maximized) window.maximize()
  if (state.kiosk) window.setKiosk(true)

  let closing = false
  let saving: NodeJS.Timeout | undefined
  const save = (): void => {
    clearTimeout(saving)
    // Dragging a window reports every pixel.
    saving = setTimeout(() => {
      if (window.isDestroyed() || state.kiosk) return
      state.bounds = window.getNormalBounds()
      state.maximized = window.isMaximized()
      void persist()
    }, 500)
  }
  const persist = (): Promise<void> =>
    writeWindowState(stateFile, state).catch((error: unknown) =>
      log.warn('How the window was left cannot be kept: it will open in its first place.', { error }),
    )

  window.on('resize', save)
  window.on('move', save)
  window.once('ready-to-show', () => {
    void options.startsHidden.then((hidden) => {
      if (!hidden && !window.isDestroyed()) window.show()
    })
  })
  window.on('close', (event) => {
    if (closing) return
    event.preventDefault()
    if (state.kiosk) return
    window.hide()
    onHidden()
  })
  window.on('minimize', () => {
    if (state.kiosk) window.restore()
  })
  const loaded = new Promise<void>((resolve) => window.webContents.once('did-finish-load', () => resolve()))
  const painted = new Promise<void>((resolve) => {
    window.once('ready-to-show', () => resolve())
    window.webContents.once('did-fail-load', () => resolve())
  })
  reviveWhenGone(window, options.onRevived, log)
  void load(window, log)

  return {
    window,
    loaded,
    painted,
    show: () => {
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
    isAway: () => !window.isVisible() || window.isMinimized(),
    setTheme: (theme) => {
      if (state.theme === theme) return
      state.theme = theme
      nativeTheme.themeSource = theme
      void persist()
    },
    setKiosk: (on) => {
      if (state.kiosk === on) return
      state.kiosk = on
      window.setKiosk(on)
      void persist()
    },
    allowClose: () => {
      closing = true
    },
  }
}

/** Resolves when it is loaded, or cannot be. */
async function load(window: BrowserWindow, log: Log): Promise<void> {
  try {
    await window.loadURL(pageUrl)
  } catch (error) {
    if (!window.isDestroyed()) log.error('The screen cannot be loaded.', { error })
  }
}

/**
 * A screen that has crashed comes back by itself: at once, or five seconds later when it had just crashed. Then it
 * begins anew, since what it showed may be what breaks it.
 */
function reviveWhenGone(window: BrowserWindow, onRevived: () => void, log: Log): void {
  let goneBefore = Number.NEGATIVE_INFINITY
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return
    log.error('The screen has crashed and is loaded again.', { ...details })
    const now = performance.now()
    const again = now - goneBefore < 10_000
    goneBefore = now
    setTimeout(
      () => {
        if (window.isDestroyed()) return
        void load(window, log).then(() => {
          if (!again) onRevived()
        })
      },
      again ? 5_000 : 0,
    )
  })
}
