import { contextBridge, ipcRenderer } from 'electron'
import { channelOf, deskPage, pushChannel } from '../contract/channels.ts'
import type {
  CommandInput,
  CommandName,
  CommandOutput,
  DeskApi,
  ToldPush,
  ToldState,
} from '../contract/ipc.ts'
import type { JsonOf } from '../contract/json.ts'

/** Main answers each command with its output, or refuses: nothing else speaks on its channel. */
function ask<N extends CommandName>(name: N, input?: CommandInput<N>): Promise<CommandOutput<N>> {
  return ipcRenderer.invoke(channelOf(name), input)
}

type Told = JsonOf<readonly ToldPush[]>

function getState(): Promise<JsonOf<ToldState>> {
  return ipcRenderer.invoke(channelOf('getState'))
}

/** What main told before the page's own code was there to hear it. */
let before: Told[] | undefined = []
const keep = (_event: unknown, told: Told): void => void before?.push(told)
ipcRenderer.on(pushChannel, keep)

/** A message as main would send it, so that everything has its place among what is told. */
function tellState(state: JsonOf<ToldState>): void {
  ipcRenderer.emit(pushChannel, undefined, `[{"kind":"state","state":${state}}]`)
}
// Asked while the page's code is still being read: by the time that it runs, the answer is here. The tray's panel
// has no use for the whole day.
if (location.pathname === deskPage) void getState().then(tellState)

const api: DeskApi = {
  getState,
  createReservation: (input) => ask('createReservation', input),
  updateReservation: (input) => ask('updateReservation', input),
  resolveConflict: (input) => ask('resolveConflict', input),
  getGuest: (input) => ask('getGuest', input),
  getTicket: (input) => ask('getTicket', input),
  newTicket: (input) => ask('newTicket', input),
  decideConflict: (input) => ask('decideConflict', input),
  scan: (input) => ask('scan', input),
  lookUp: (input) => ask('lookUp', input),
  admitWithPin: (input) => ask('admitWithPin', input),
  undoScan: (input) => ask('undoScan', input),
  retryNow: () => ask('retryNow'),
  dismissSetAside: (input) => ask('dismissSetAside', input),
  dismissStoreTrouble: () => ask('dismissStoreTrouble'),
  offeredSerialPorts: () => ask('offeredSerialPorts'),
  chooseSerialPort: (input) => ask('chooseSerialPort', input),
  changeSettings: (input) => ask('changeSettings', input),
  pair: (input) => ask('pair', input),
  pastDay: (input) => ask('pastDay', input),
  pastEvents: (input) => ask('pastEvents', input),
  renameDesk: (input) => ask('renameDesk', input),
  enterKiosk: () => ask('enterKiosk'),
  leaveKiosk: (input) => ask('leaveKiosk', input),
  serverVersion: () => ask('serverVersion'),
  about: () => ask('about'),
  openLogFolder: () => ask('openLogFolder'),
  copyDiagnostics: () => ask('copyDiagnostics'),
  startsWithSystem: () => ask('startsWithSystem'),
  startWithSystem: (input) => ask('startWithSystem', input),
  keepSight: (input) => ask('keepSight', input),
  updateState: () => ask('updateState'),
  lookForUpdate: () => ask('lookForUpdate'),
  installUpdate: () => ask('installUpdate'),
  screenBusy: (input) => ask('screenBusy', input),
  desks: () => ask('desks'),
  makePairingCode: (input) => ask('makePairingCode', input),
  renameDevice: (input) => ask('renameDevice', input),
  revokeDevice: (input) => ask('revokeDevice', input),
  numbers: (input) => ask('numbers', input),
  saveFile: (input) => ask('saveFile', input),
  venueSettings: () => ask('venueSettings'),
  changeVenueSettings: (input) => ask('changeVenueSettings', input),
  changePin: (input) => ask('changePin', input),
  getPanel: () => ask('getPanel'),
  goTo: (input) => ask('goTo', input),
  onPush: (listener) => {
    // The event object stays here: it would hand the window a way to speak on any channel.
    const onMessage = (_event: unknown, told: Told): void => listener(told)
    ipcRenderer.off(pushChannel, keep)
    for (const told of before ?? []) listener(told)
    before = undefined
    ipcRenderer.on(pushChannel, onMessage)
    return () => void ipcRenderer.off(pushChannel, onMessage)
  },
}

contextBridge.exposeInMainWorld('desk', api)
