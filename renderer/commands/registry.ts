import {
  Armchair,
  CalendarPlus,
  ChartColumn,
  CircleHelp,
  Clock,
  Contact,
  Footprints,
  History,
  Hourglass,
  Keyboard,
  Languages,
  List,
  ListX,
  MonitorSmartphone,
  Moon,
  Pencil,
  QrCode,
  RadioTower,
  RefreshCw,
  ScanLine,
  Search,
  Settings,
  Store,
  Sun,
  SunMoon,
  Terminal,
  Undo2,
  UserCheck,
  Volume2,
} from 'lucide-react'
import type { SettingsChanges } from '../../contract/ipc.ts'
import type { ReservationStatus } from '../../contract/reservation.ts'
import { actionsFor } from '../features/guest/actions-for.ts'
import { typedCodeId } from '../features/scan/typed-code-id.ts'
import { changeGuest, stepTo } from '../edits.ts'
import { focusSearch } from '../focus.ts'
import { noFilter } from '../features/filter/filter.ts'
import { isManager } from '../features/shell/use-screen.ts'
import { useDesk } from '../store/desk-store.ts'
import type { EveningView } from '../store/evening.ts'
import type { Desk } from '../store/desk-store.ts'
import type { ScreenName } from '../store/screen.ts'
import { canUndo, undoLast } from '../undo.ts'
import type { Command, CommandGroup } from './command.ts'

const set = (changes: SettingsChanges) => (): void => void window.desk.changeSettings(changes)
const guestIsOpen = ({ openGuestId, byId }: Desk): boolean => openGuestId !== null && byId.has(openGuestId)
const isKnown = ({ business }: Desk): boolean => business !== null

const view =
  (name: EveningView) =>
  ({ showScreen, showView }: Desk): void => {
    showScreen('evening')
    showView(name)
  }

/** A screen that a manager's app alone has. */
const managers = (screen: ScreenName): Pick<Command, 'can' | 'run'> => ({
  can: isManager,
  run: ({ showScreen }) => showScreen(screen),
})

/** Back to the evening with the focus in the search field, whatever was open. */
function goToSearch({ showScreen }: Desk): void {
  showScreen('evening')
  focusSearch()
}

/** The open guest takes a step, where the contract's table lets it. */
function step(to: ReservationStatus): Pick<Command, 'can' | 'run'> {
  const guest = ({ openGuestId, byId }: Desk) => byId.get(openGuestId ?? '')
  return {
    can: (desk) => {
      const open = guest(desk)
      return open !== undefined && actionsFor(open.status).some((action) => action.to === to)
    },
    run: (desk) => {
      const open = guest(desk)
      if (open) void changeGuest(open, stepTo(open, to))
    },
  }
}

/**
 * Every command of the desk, in one place: the palette lists them, the sheet of shortcuts shows their keys, and the
 * keyboard runs them. A bare key is none that a ticket begins with (F, D, 1), and waits to see that no scan comes.
 */
export const commands: readonly Command[] = [
  {
    word: 'palette',
    group: 'find',
    Icon: Terminal,
    keys: ['ctrl+k'],
    run: ({ dialog, openDialog }) => openDialog(dialog === 'palette' ? null : 'palette'),
  },
  { word: 'search', group: 'find', Icon: Search, keys: ['/', 'ctrl+f'], run: goToSearch },
  {
    word: 'walkIn',
    group: 'work',
    Icon: Footprints,
    keys: ['w'],
    can: isKnown,
    run: ({ openDialog }) => openDialog('walk-in'),
  },
  {
    word: 'newReservation',
    group: 'work',
    Icon: CalendarPlus,
    keys: ['n'],
    can: isKnown,
    run: ({ openDialog }) => openDialog('new'),
  },
  {
    word: 'undo',
    group: 'work',
    Icon: Undo2,
    keys: ['ctrl+z'],
    can: canUndo,
    run: () => void undoLast(),
  },
  {
    word: 'scanMode',
    group: 'work',
    Icon: ScanLine,
    keys: ['f8'],
    run: ({ scanMode, setScanMode }) => setScanMode(scanMode === 'admit' ? 'look-up' : 'admit'),
  },
  {
    word: 'typedCode',
    group: 'work',
    Icon: Keyboard,
    keys: ['f9'],
    run: ({ showScreen }) => {
      showScreen('evening')
      requestAnimationFrame(() => document.getElementById(typedCodeId)?.focus())
    },
  },
  { word: 'scanHistory', group: 'go', Icon: History, run: ({ openDialog }) => openDialog('scan-history') },
  { word: 'arrived', group: 'guest', Icon: UserCheck, keys: ['a'], ...step('arrived') },
  { word: 'seated', group: 'guest', Icon: UserCheck, keys: ['s'], ...step('seated') },
  { word: 'completed', group: 'guest', Icon: UserCheck, keys: ['l'], ...step('completed') },
  { word: 'noShow', group: 'guest', Icon: Clock, ...step('no_show') },
  { word: 'cancelled', group: 'guest', Icon: Clock, ...step('cancelled') },
  {
    word: 'edit',
    group: 'guest',
    Icon: Pencil,
    keys: ['e'],
    can: guestIsOpen,
    run: ({ editGuest }) => editGuest(true),
  },
  {
    word: 'contact',
    group: 'guest',
    Icon: Contact,
    keys: ['c'],
    can: guestIsOpen,
    run: ({ showContact }) => showContact(true),
  },
  {
    word: 'ticket',
    group: 'guest',
    Icon: QrCode,
    keys: ['q'],
    can: guestIsOpen,
    run: ({ openDialog }) => openDialog('ticket'),
  },
  { word: 'hours', group: 'go', Icon: Clock, keys: ['ctrl+1'], run: view('hours') },
  { word: 'list', group: 'go', Icon: List, keys: ['ctrl+2'], run: view('list') },
  { word: 'tables', group: 'go', Icon: Armchair, keys: ['ctrl+3'], run: view('tables') },
  { word: 'waitlist', group: 'go', Icon: Hourglass, keys: ['ctrl+4'], run: view('waitlist') },
  {
    word: 'showAll',
    group: 'find',
    Icon: ListX,
    can: ({ query, filter }) => query !== '' || filter !== noFilter,
    run: ({ clearFilter }) => clearFilter(),
  },
  { word: 'desks', group: 'go', Icon: MonitorSmartphone, ...managers('desks') },
  { word: 'replay', group: 'go', Icon: History, ...managers('replay') },
  { word: 'numbers', group: 'go', Icon: ChartColumn, ...managers('numbers') },
  { word: 'venue', group: 'go', Icon: Store, ...managers('venue') },
  { word: 'settings', group: 'go', Icon: Settings, run: ({ showScreen }) => showScreen('settings') },
  {
    word: 'shortcuts',
    group: 'go',
    Icon: CircleHelp,
    keys: ['?'],
    run: ({ openDialog }) => openDialog('shortcuts'),
  },
  {
    word: 'mute',
    group: 'desk',
    Icon: Volume2,
    keys: ['m'],
    run: ({ settings }) => set({ soundOn: !settings.soundOn })(),
  },
  { word: 'retryNow', group: 'desk', Icon: RefreshCw, run: () => void window.desk.retryNow() },
  {
    word: 'realTime',
    group: 'desk',
    Icon: RadioTower,
    run: ({ settings }) => set({ realTime: !settings.realTime })(),
  },
  { word: 'spanish', group: 'look', Icon: Languages, run: set({ language: 'es' }) },
  { word: 'english', group: 'look', Icon: Languages, run: set({ language: 'en' }) },
  { word: 'light', group: 'look', Icon: Sun, run: set({ theme: 'light' }) },
  { word: 'dark', group: 'look', Icon: Moon, run: set({ theme: 'dark' }) },
  { word: 'systemTheme', group: 'look', Icon: SunMoon, run: set({ theme: 'system' }) },
]

/** What a key does now, if anything. Under a dialog none does; the one of the palette closes it again. */
export function runOf(keys: string): (() => void) | undefined {
  const desk = useDesk.getState()
  const { dialog, covers } = desk
  if (covers > 0) return undefined
  const command = commands.find(
    (one) =>
      one.keys?.includes(keys) === true &&
      (dialog === null || (dialog === 'palette' && one.word === 'palette')) &&
      (one.can?.(desk) ?? true),
  )
  return command && (() => command.run(useDesk.getState()))
}

const groups: readonly CommandGroup[] = ['find', 'work', 'guest', 'go', 'desk', 'look']

/** Commands by their groups, in the order in which they are shown; a group without any is left out. */
export function grouped(list: readonly Command[]): { group: CommandGroup; list: readonly Command[] }[] {
  return groups
    .map((group) => ({ group, list: list.filter((command) => command.group === group) }))
    .filter(({ list: some }) => some.length > 0)
}
