import type { IpcMain, IpcMainInvokeEvent, WebContents } from 'electron'
import { z } from 'zod'
import { channelOf, pushChannel } from '../contract/channels.ts'
import { commands } from '../contract/ipc.ts'
import type { CommandName, CommandOutput, Push } from '../contract/ipc.ts'
import { writeJson } from '../contract/json.ts'
import type { CommandHandlers, DeskCore } from './core.ts'
import type { Log } from './log.ts'
import { createPushBatch } from './push-batch.ts'
import { origin } from './shell/origin.ts'

interface Connected {
  core: Pick<DeskCore, 'onPush'>
  handlers: CommandHandlers
  /** Commands wait for it: a window may be faster than the desk's cache. */
  started: Promise<void>
  log: Log
}

/** Lets one window speak with the desk until it is gone. `wants`: what it is told. Returns how to tell it alone something. */
export type ConnectWindow = (contents: WebContents, wants: (push: Push) => boolean) => (push: Push) => void

/**
 * Connects a desk with its windows: commands from our own pages only, their input parsed by the contract; and
 * what the desk tells, one message a frame.
 */
export function connectWindows(ipcMain: IpcMain, { core, handlers, started, log }: Connected): ConnectWindow {
  const windows = new Set<WebContents>()
  const isOurs = (event: IpcMainInvokeEvent): boolean =>
    windows.has(event.sender) &&
    event.senderFrame !== null &&
    event.senderFrame === event.sender.mainFrame &&
    event.senderFrame.origin === origin

  for (const [name, answer] of Object.entries(commandServers(handlers, log))) {
    ipcMain.handle(channelOf(name), async (event, input: unknown) => {
      if (!isOurs(event)) {
        log.warn('A command came from a page that is not ours; it was refused.', { command: name })
        throw new Error(`${name} is answered to the desk's own page only.`)
      }
      await started
      return answer(input)
    })
  }

  return (contents, wants) => {
    const tell = createPushBatch(
      (pushes) => {
        // A page that is loaded again asks for everything by itself.
        if (!contents.isDestroyed() && !contents.isCrashed()) contents.send(pushChannel, writeJson(pushes))
      },
      { now: () => performance.now(), setTimeout },
    )
    windows.add(contents)
    const stop = core.onPush((push) => {
      if (wants(push)) tell(push)
    })
    contents.once('destroyed', () => {
      windows.delete(contents)
      stop()
    })
    return tell
  }
}

type CommandServers = { [N in CommandName]: (input: unknown) => Promise<CommandOutput<N>> }

/** The handlers, each behind its schema: a command of the contract that is missing here does not compile. */
export function commandServers(handlers: CommandHandlers, log: Log): CommandServers {
  return {
    getState: parsed('getState', commands.getState, handlers.getState, log),
    createReservation: parsed(
      'createReservation',
      commands.createReservation,
      handlers.createReservation,
      log,
    ),
    updateReservation: parsed(
      'updateReservation',
      commands.updateReservation,
      handlers.updateReservation,
      log,
    ),
    resolveConflict: parsed('resolveConflict', commands.resolveConflict, handlers.resolveConflict, log),
    getGuest: parsed('getGuest', commands.getGuest, handlers.getGuest, log),
    getTicket: parsed('getTicket', commands.getTicket, handlers.getTicket, log),
    newTicket: parsed('newTicket', commands.newTicket, handlers.newTicket, log),
    decideConflict: parsed('decideConflict', commands.decideConflict, handlers.decideConflict, log),
    scan: parsed('scan', commands.scan, handlers.scan, log),
    lookUp: parsed('lookUp', commands.lookUp, handlers.lookUp, log),
    admitWithPin: parsed('admitWithPin', commands.admitWithPin, handlers.admitWithPin, log),
    undoScan: parsed('undoScan', commands.undoScan, handlers.undoScan, log),
    retryNow: parsed('retryNow', commands.retryNow, handlers.retryNow, log),
    dismissSetAside: parsed('dismissSetAside', commands.dismissSetAside, handlers.dismissSetAside, log),
    dismissStoreTrouble: parsed(
      'dismissStoreTrouble',
      commands.dismissStoreTrouble,
      handlers.dismissStoreTrouble,
      log,
    ),
    offeredSerialPorts: parsed(
      'offeredSerialPorts',
      commands.offeredSerialPorts,
      handlers.offeredSerialPorts,
      log,
    ),
    chooseSerialPort: parsed('chooseSerialPort', commands.chooseSerialPort, handlers.chooseSerialPort, log),
    changeSettings: parsed('changeSettings', commands.changeSettings, handlers.changeSettings, log),
    pair: parsed('pair', commands.pair, handlers.pair, log),
    pastDay: parsed('pastDay', commands.pastDay, handlers.pastDay, log),
    pastEvents: parsed('pastEvents', commands.pastEvents, handlers.pastEvents, log),
    renameDesk: parsed('renameDesk', commands.renameDesk, handlers.renameDesk, log),
    enterKiosk: parsed('enterKiosk', commands.enterKiosk, handlers.enterKiosk, log),
    leaveKiosk: parsed('leaveKiosk', commands.leaveKiosk, handlers.leaveKiosk, log),
    serverVersion: parsed('serverVersion', commands.serverVersion, handlers.serverVersion, log),
    about: parsed('about', commands.about, handlers.about, log),
    openLogFolder: parsed('openLogFolder', commands.openLogFolder, handlers.openLogFolder, log),
    copyDiagnostics: parsed('copyDiagnostics', commands.copyDiagnostics, handlers.copyDiagnostics, log),
    startsWithSystem: parsed('startsWithSystem', commands.startsWithSystem, handlers.startsWithSystem, log),
    startWithSystem: parsed('startWithSystem', commands.startWithSystem, handlers.startWithSystem, log),
    keepSight: parsed('keepSight', commands.keepSight, handlers.keepSight, log),
    updateState: parsed('updateState', commands.updateState, handlers.updateState, log),
    lookForUpdate: parsed('lookForUpdate', commands.lookForUpdate, handlers.lookForUpdate, log),
    installUpdate: parsed('installUpdate', commands.installUpdate, handlers.installUpdate, log),
    screenBusy: parsed('screenBusy', commands.screenBusy, handlers.screenBusy, log),
    desks: parsed('desks', commands.desks, handlers.desks, log),
    makePairingCode: parsed('makePairingCode', commands.makePairingCode, handlers.makePairingCode, log),
    renameDevice: parsed('renameDevice', commands.renameDevice, handlers.renameDevice, log),
    revokeDevice: parsed('revokeDevice', commands.revokeDevice, handlers.revokeDevice, log),
    numbers: parsed('numbers', commands.numbers, handlers.numbers, log),
    saveFile: parsed('saveFile', commands.saveFile, handlers.saveFile, log),
    venueSettings: parsed('venueSettings', commands.venueSettings, handlers.venueSettings, log),
    changeVenueSettings: parsed(
      'changeVenueSettings',
      commands.changeVenueSettings,
      handlers.changeVenueSettings,
      log,
    ),
    changePin: parsed('changePin', commands.changePin, handlers.changePin, log),
    getPanel: parsed('getPanel', commands.getPanel, handlers.getPanel, log),
    goTo: parsed('goTo', commands.goTo, handlers.goTo, log),
  }
}

/**
 * Parses a command's input before its handler sees it. Bad input is answered with the code `validation` where
 * the command's answer can hold a problem, else the call is rejected.
 */
function parsed<I extends z.ZodType, O extends z.ZodType>(
  name: CommandName,
  schemas: { input: I; output: O },
  handler: (input: z.output<I>) => Promise<z.output<O>>,
  log: Log,
): (input: unknown) => Promise<z.output<O>> {
  return async (input) => {
    const result = schemas.input.safeParse(input)
    if (result.success) return handler(result.data)
    const issues = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
    log.warn('A command with bad input was refused.', { command: name, issues })
    const refusal = schemas.output.safeParse({ ok: false, problem: { code: 'validation' } })
    if (refusal.success) return refusal.data
    throw new Error(`The input of ${name} is not what contract/ipc.ts says: ${issues.join('; ')}`)
  }
}
