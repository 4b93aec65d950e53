import type { CommandHandlers } from '../core.ts'

/** Handlers that note their input and refuse, so that what reached them is seen. */
export function notingHandlers(): { handlers: CommandHandlers; seen: unknown[] } {
  const seen: unknown[] = []
  const refuse = (input: unknown): Promise<never> => {
    seen.push(input)
    return Promise.reject(new Error('reached'))
  }
  const handlers: CommandHandlers = {
    getState: refuse,
    createReservation: refuse,
    updateReservation: refuse,
    resolveConflict: refuse,
    getGuest: refuse,
    getTicket: refuse,
    newTicket: refuse,
    decideConflict: refuse,
    scan: refuse,
    lookUp: refuse,
    admitWithPin: refuse,
    undoScan: refuse,
    retryNow: refuse,
    dismissSetAside: refuse,
    dismissStoreTrouble: refuse,
    offeredSerialPorts: refuse,
    chooseSerialPort: refuse,
    changeSettings: refuse,
    pair: refuse,
    pastDay: refuse,
    getPanel: refuse,
    goTo: refuse,
    pastEvents: refuse,
    renameDesk: refuse,
    enterKiosk: refuse,
    leaveKiosk: refuse,
    serverVersion: refuse,
    about: refuse,
    openLogFolder: refuse,
    copyDiagnostics: refuse,
    startsWithSystem: refuse,
    startWithSystem: refuse,
    keepSight: refuse,
    updateState: refuse,
    lookForUpdate: refuse,
    installUpdate: refuse,
    screenBusy: refuse,
    desks: refuse,
    makePairingCode: refuse,
    renameDevice: refuse,
    revokeDevice: refuse,
    numbers: refuse,
    saveFile: refuse,
    venueSettings: refuse,
    changeVenueSettings: refuse,
    changePin: refuse,
  }
  return { handlers, seen }
}
