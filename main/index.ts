import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises'
import { app, autoUpdater, dialog, ipcMain, Menu, session } from 'electron'
import { v7 } from 'uuid'
import type { Push } from '../contract/ipc.ts'
import type { Sight } from '../contract/sight.ts'
import { createDeskCore } from './core.ts'
import type { DeskCore } from './core.ts'
import { connectWindows } from './ipc.ts'
import { createLogFile } from './log-file.ts'
import { withinKiosk } from './kiosk.ts'
import type { Timers } from './live/deps.ts'
import type { LogFile } from './log-file.ts'
import { createLog } from './log.ts'
import { createAutostart } from './shell/autostart.ts'
import { createShellCommands } from './shell/commands.ts'
import { BadCommandLine, parseCommandLine } from './shell/command-line.ts'
import type { CommandLine } from './shell/command-line.ts'
import { createCrashReports, reportCrashes } from './shell/crash-reports.ts'
import type { CrashReports } from './shell/crash-reports.ts'
import { Follower } from './shell/follow.ts'
import type { Shell } from './shell/follow.ts'
import { fortify } from './shell/fortress.ts'
import { readGraphics } from './shell/graphics.ts'
import type { Graphics } from './shell/graphics.ts'
import { keyringFrom } from './shell/keyring.ts'
import { hearLinks } from './shell/links.ts'
import { setApplicationMenu } from './shell/menu.ts'
import { notify } from './shell/notifications.ts'
import { createPanelWindow } from './shell/panel-window.ts'
import { PinnedCa } from './shell/pinned-ca.ts'
import { deskPaths } from './shell/paths.ts'
import { watchPower } from './shell/power.ts'
import { registerScheme, serveScreen } from './shell/protocol.ts'
import { stopBeforeQuit } from './shell/quit.ts'
import { createSerialChoice } from './shell/serial.ts'
import type { SerialChoice } from './shell/serial.ts'
import { saveFile } from './shell/save-file.ts'
import { readStoreKey } from './shell/store-key.ts'
import { storeTransport } from './shell/store-transport.ts'
import { systemLanguage } from './shell/strings.ts'
import { pinnedFetch, systemFetch } from './shell/system-fetch.ts'
import { TokenStore } from './shell/token-store.ts'
import { createTray } from './shell/tray.ts'
import type { DeskTray } from './shell/tray.ts'
import { triedIn } from './shell/update-tried.ts'
import { canReplaceItself, createUpdates } from './shell/updates.ts'
import { openDeskWindow } from './shell/window.ts'
import { withKey } from './store/with-key.ts'

const paths = deskPaths(app.getAppPath())
/** Both are known once the folder of this desk is. */
let logFile: LogFile | undefined
let crashes: CrashReports | undefined
const log = createLog(
  (line) => {
    process.stderr.write(line)
    logFile?.write(line)
  },
  app.isPackaged ? 'info' : 'debug',
)

const ownTimers: Timers = {
  now: Date.now,
  setTimeout,
  clearTimeout: (handle) => clearTimeout(Number(handle)),
}

/** Reads the command line, and ends at once where this start cannot become a desk. */
function begin(): void {
  // An AppImage that has taken another's place as that one ended is started once, only to settle in.
  if (process.env.APPIMAGE_EXIT_AFTER_INSTALL !== undefined) {
    app.exit(0)
    return
  }
  let commandLine: CommandLine
  try {
    commandLine = parseCommandLine(process.argv, process.env)
  } catch (error) {
    if (!(error instanceof BadCommandLine)) throw error
    process.stderr.write(`${error.message}\n`)
    app.exit(2)
    return
  }
  if (commandLine.userData !== undefined) {
    const folder = path.resolve(commandLine.userData)
    mkdirSync(folder, { recursive: true })
    app.setPath('userData', folder)
  }
  if (!app.requestSingleInstanceLock()) {
    process.stderr.write('This desk is open already: its window was brought to the front.\n')
    app.exit(0)
    return
  }
  // Windows shows the notifications of apps that it knows by this name; electron-builder.yml has the same.
  app.setAppUserModelId('com.frontdesk.desk')
  // Ours comes with the window; Electron would make its own first.
  Menu.setApplicationMenu(null)
  registerScheme()
  const graphics = readGraphics(
    path.join(app.getPath('userData'), 'graphics.json'),
    process.versions.electron,
    Date.now,
  )
  if (graphics.areMissing) app.disableHardwareAcceleration()
  run(commandLine, graphics).catch(fail)
}

async function run(commandLine: CommandLine, graphics: Graphics): Promise<void> {
  const ready = app.whenReady()
  const { startStore, beforeReady } = storeTransport(paths.store)
  if (!beforeReady) await ready
  const serial = createSerialChoice()
  const userData = app.getPath('userData')
  const logFolder = path.join(userData, 'logs')
  logFile = createLogFile({ folder: logFolder, maxBytes: 1_000_000, files: 5 })
  log.info('The desk starts', {
    version: app.getVersion(),
    electron: process.versions.electron,
    graphics: !graphics.areMissing,
  })
  crashes = createCrashReports({
    folder: logFolder,
    versions: { app: app.getVersion(), electron: process.versions.electron, system: process.platform },
    now: () => new Date(),
    log,
  })
  void crashes.began()
  reportCrashes(app, crashes, log)
  const pinned = new PinnedCa(path.join(userData, 'pinned-ca'))
  pinned.load(commandLine.pinCa)
  const keyring = keyringFrom(ready)
  const tokens = new TokenStore(path.join(userData, 'pairing.json'), keyring, log)
  const hasKeyring = keyring.available()
  const language = systemLanguage(app.getPreferredSystemLanguages())
  const core = createDeskCore({
    access: async () => {
      const saved = await tokens.load()
      const server = commandLine.server ?? saved?.server ?? null
      // A token is shown to the server that gave it, and to no other.
      const token = commandLine.token ?? (saved !== null && saved.server === server ? saved.token : null)
      return { server, token }
    },
    dataDir: path.join(userData, 'desk'),
    fetch: systemFetch,
    pinning: { ca: () => pinned.ca, fetch: pinnedFetch, keep: (ca) => pinned.keep(ca) },
    startStore: withKey(startStore, () => readStoreKey(path.join(userData, 'store-key.json'), keyring, log)),
    timers: ownTimers,
    random: Math.random,
    newId: v7,
    systemLanguage: language,
    noKiosk: commandLine.noKiosk === true,
    version: app.getVersion(),
    saveToken: (server, token) => tokens.save({ server, token }),
    serial,
    saveFile: (name, text) => saveFile(name, text, log),
    log,
  })
  // The first list waits for the cache more than for anything else, so it is begun first.
  const started = core.start()
  await ready
  // What follows holds up everything else: the key goes to the store first, which reads the list meanwhile.
  await nextTurn()
  serial.listen(session.defaultSession)
  fortify(app, session.defaultSession, serial, log)
  serveScreen(paths.screen, log)
  await openShell(core, { started, userData, logFolder, language, serial, hasKeyring, pinned, graphics })
}

interface ShellOptions {
  started: Promise<void>
  userData: string
  logFolder: string
  language: string
  serial: SerialChoice
  hasKeyring: Promise<boolean>
  pinned: PinnedCa
  graphics: Graphics
}

const hourMs = 3_600_000
/** Menu and tray take more than a tenth of a second to make, and the first list would wait for them. */
const menuAndTrayAfterMs = 1_000

async function openShell(
  core: DeskCore,
  { started, userData, logFolder, language, serial, hasKeyring, pinned, graphics }: ShellOptions,
): Promise<void> {
  // Of a manager's desk the cache knows that it is one: the first time, the window shows.
  const startsHidden = started.then(() => {
    const { device, settings } = core.session()
    return device !== null && device.role !== 'desk' && !settings.kiosk
  })
  // Only in memory: what was searched for is a guest's name.
  let sight: Sight | undefined
  const desk = openDeskWindow({
    stateFile: path.join(userData, 'window.json'),
    preload: paths.preload,
    startsHidden,
    onHidden: () => {
      const { stillHere, stillHereHow } = follower.strings
      // A manager's desk lives in the tray, and its manager knows.
      if (!follower.isManager) notify({ title: stillHere, body: stillHereHow, onClick: desk.show }, log)
    },
    onRevived: () => {
      if (sight) tellScreen({ kind: 'sight', sight })
    },
    log,
  })
  // Nor does the page wait for the rest.
  await nextTurn()
  const autostart = createAutostart(app, process.env)
  const keepSight = (seen: Sight): void => {
    sight = seen
  }
  const quit = (): void => app.quit()
  const updates = createUpdates({
    ...(canReplaceItself(app.isPackaged, process.env) && {
      openUpdater: async () => (await import('./shell/updater.ts')).openUpdater(() => pinned.ca, log),
    }),
    moment: core.moment,
    timers: ownTimers,
    tried: triedIn(path.join(userData, 'update-tried.txt')),
    tell: (update) => core.tell({ kind: 'update', update }),
    quit,
    log,
  })
  const shellCommands = createShellCommands({
    app,
    core,
    autostart,
    updates,
    logFolder,
    hasKeyring,
    pinned,
    keepSight,
    log,
  })
  const handlers = withinKiosk({ ...core.handlers, ...shellCommands }, () => core.session())
  const connect = connectWindows(ipcMain, { core, handlers, started, log })
  const tellScreen = connect(desk.window.webContents, ({ kind }) => kind !== 'panel')
  const panel = createPanelWindow({
    preload: paths.preload,
    textSize: () => follower.textSize,
    connect: (contents) => connect(contents, ({ kind }) => kind === 'panel'),
    onSeen: () => void core.alertsSeen(),
    log,
  })
  let kiosk = false
  const mute = (): void => {
    const mutedUntil = new Date(Date.now() + hourMs).toISOString()
    core.handlers
      .changeSettings({ mutedUntil })
      .catch((error: unknown) => log.error('The alerts could not be muted.', { error }))
  }
  let hasMenu = false
  const setMenu: Shell['setMenu'] = (strings) => {
    if (hasMenu) setApplicationMenu(strings, { developer: !app.isPackaged, kiosk, quit })
  }
  let tray: DeskTray | undefined
  const follower = new Follower(
    {
      showTray: (view) => tray?.show(view),
      setMenu,
      setTheme: desk.setTheme,
      setKiosk: (on) => {
        kiosk = on
        desk.setKiosk(on)
        setMenu(follower.strings)
      },
      showWindow: () => {
        panel.close()
        desk.show()
      },
      isAway: desk.isAway,
      notify: (note) => notify(note, log),
      goTo: (place) => void core.handlers.goTo(place),
      mute,
    },
    language,
  )
  const openMenuAndTray = async (): Promise<void> => {
    await desk.painted
    await pause(menuAndTrayAfterMs)
    hasMenu = true
    setMenu(follower.strings)
    tray = createTray({ open: desk.show, panel: panel.toggle, mute, quit }, follower.tray)
  }
  openMenuAndTray().catch(unexpected)
  const hear = (push: Push): void => {
    follower.hear(push)
    serial.hear(push)
    // The venue's hours may be others, or the server answers again.
    if (push.kind === 'state' || push.kind === 'freshness') updates.consider()
  }
  core.onPush(hear)
  core.onNotice((notice) => follower.tell(notice))
  app.on('second-instance', desk.show)
  hearLinks(
    app,
    process.argv,
    (pairing) => {
      desk.show()
      void Promise.all([started, desk.loaded]).then(() => core.tell({ kind: 'pairing', pairing }))
    },
    log,
  )
  app.on('activate', desk.show)
  stopBeforeQuit(
    app,
    desk.allowClose,
    async () => {
      await core.stop()
      await crashes?.ended()
      await updates.ending()
      await logFile?.settled()
    },
    log,
  )
  await started
  const session = core.session()
  follower.meet(session)
  serial.hear({ kind: 'settings', settings: session.settings })
  watchPower((cause) => core.wake(cause))
  // macOS closes the windows by itself before it installs.
  autoUpdater.on('before-quit-for-update', desk.allowClose)
  await desk.loaded
  updates.start()
  await desk.painted
  // Without them nothing can be found of them.
  if (!graphics.areMissing)
    graphics
      .keep(app.getGPUFeatureStatus().gpu_compositing)
      .catch((error: unknown) => log.warn('What was found of the graphics is not kept.', { error }))
}

function fail(error: unknown): void {
  log.error('The desk cannot start.', { error })
  const reason = error instanceof Error ? error.message : String(error)
  // A box would hold up a start from a terminal, where the log is seen.
  if (app.isPackaged) dialog.showErrorBox('Front Desk', reason)
  app.exit(1)
}

// What nobody has caught must not put a box between the host and the queue.
const unexpected = (error: unknown): void => {
  log.error('Something unexpected failed.', { error })
  void crashes?.report('error', { error })
}
process.on('uncaughtException', unexpected)
process.on('unhandledRejection', unexpected)

begin()
