import { expect, it } from 'vitest'
import type { Finding } from '../alerts/finding.ts'
import { defaultSettings } from '../../contract/ipc.ts'
import type { DeskState, Push } from '../../contract/ipc.ts'
import type { Role } from '../../contract/api.ts'
import { Follower } from './follow.ts'
import type { Note } from './notifications.ts'
import { stringsFor, systemLanguage } from './strings.ts'

function shell(away = false) {
  const seen: string[] = []
  const notes: Note[] = []
  const follower = new Follower(
    {
      showTray: ({ state, strings, unseen, hasPanel }) => {
        seen.push(`tray ${state}${hasPanel ? ` ${unseen}` : ''}: ${strings.quit}`)
      },
      setMenu: (strings) => void seen.push(`menu: ${strings.quit}`),
      setTheme: (theme) => void seen.push(`theme ${theme}`),
      setKiosk: (on) => void seen.push(`kiosk ${on}`),
      showWindow: () => void seen.push('window'),
      isAway: () => away,
      notify: (note) => void notes.push(note),
      goTo: (place) => void seen.push(`go to ${place.to}`),
      mute: () => void seen.push('mute'),
    },
    'es-ES',
  )
  return { follower, seen, notes }
}

const reconnecting = { state: 'reconnecting', failures: 0, retryAt: null, cause: 'starting' } as const
function stateOf(role: Role): Push {
  const state: DeskState = {
    business: { id: 1, name: 'Casa Lumbre', timeZone: 'Europe/Madrid', dayStartsAt: 5, capacity: 90 },
    device: { id: 'd', name: 'Encargada', role },
    venue: null,
    day: null,
    reservations: [],
    scans: [],
    conflicts: [],
    outbox: { waiting: 0, setAside: [], conflicts: [] },
    freshness: { connection: reconnecting, freshAt: null },
    settings: { ...defaultSettings, theme: 'dark' },
    systemLanguage: 'es-ES',
  }
  return { kind: 'state', state }
}
const vip = (name: string): Finding => ({
  kind: 'vip',
  key: `vip:${name}`,
  at: '2026-11-24T20:00:00.000Z',
  reservationId: `01930000-0000-7000-8000-${String(name.length).padStart(12, '0')}`,
  name,
  people: 2,
  deviceName: 'Puerta 2',
  table: '12',
})

it('a desk is told of a VIP while nobody sees its window, and not while somebody does', () => {
  const away = shell(true)
  away.follower.hear(stateOf('desk'))
  away.follower.tell({ findings: [vip('Ana Ruiz')] })
  expect(away.notes).toMatchObject([
    { title: 'Ha llegado un VIP: Ana Ruiz', body: '+2 personas · mesa 12 · Puerta 2' },
  ])
  const watched = shell(false)
  watched.follower.hear(stateOf('desk'))
  watched.follower.tell({ findings: [vip('Ana Ruiz')] })
  expect(watched.notes).toEqual([])
})

it('a manager is told whether the window is seen or not; a click leads to the guest, a button mutes', () => {
  const { follower, notes, seen } = shell(false)
  follower.hear(stateOf('manager'))
  follower.tell({ findings: [vip('Ana Ruiz')] })
  notes[0]?.onClick()
  notes[0]?.actions?.[1]?.run()
  expect(seen.slice(-2)).toEqual(['go to guest', 'mute'])
})

it('several of a kind are one notification that names them, and leads to the evening', () => {
  const { follower, notes, seen } = shell()
  follower.hear(stateOf('manager'))
  follower.tell({ findings: ['Ana', 'Bruno', 'Carla', 'Dana', 'Eva'].map(vip) })
  expect(notes).toMatchObject([{ title: 'Han llegado 5 VIP', body: 'Ana, Bruno, Carla, Dana…' }])
  notes[0]?.onClick()
  expect(seen.at(-1)).toBe('go to evening')
})

it('a summary says how many of each', () => {
  const { follower, notes } = shell()
  follower.hear(stateOf('manager'))
  follower.tell({ summary: { why: 'missed', counts: { vip: 3, late: 2, full: 1 } } })
  expect(notes).toMatchObject([{ title: 'Mientras no estabas', body: '3 VIP, 2 tarde, aforo superado' }])
})

it('the tray follows the connection, once a change, and shows a manager what is unseen', () => {
  const { follower, seen } = shell()
  const live: Push = {
    kind: 'freshness',
    freshness: { connection: { state: 'live', since: '2026-11-24T20:00:00.000Z' }, freshAt: null },
  }
  follower.hear(live)
  follower.hear(live)
  expect(seen).toEqual(['tray live: Salir'])
  follower.hear(stateOf('manager'))
  follower.hear({
    kind: 'panel',
    panel: {
      venue: null,
      timeZone: null,
      language: 'es',
      theme: 'system',
      textSize: 100,
      connection: reconnecting,
      freshAt: null,
      evening: null,
      desks: null,
      alerts: [],
      unseen: 4,
      mutedUntil: null,
    },
  })
  expect(seen.at(-1)).toBe('tray reconnecting 4: Salir')
})

it('menu, tray, theme and kiosk mode follow the settings; a click on an alert shows the window', () => {
  const { follower, seen } = shell()
  follower.hear({
    kind: 'settings',
    settings: { ...defaultSettings, language: 'en', theme: 'dark', kiosk: true },
  })
  follower.hear({ kind: 'goto', place: { to: 'evening' } })
  expect(seen).toEqual(['theme dark', 'kiosk true', 'menu: Quit', 'tray reconnecting: Quit', 'window'])
})

it('the language is the one chosen, else the system’s: Spanish to who speaks a language of Spain', () => {
  expect(stringsFor('en', 'es-ES').quit).toBe('Quit')
  expect(stringsFor('system', 'en-GB').quit).toBe('Quit')
  expect(stringsFor('system', 'ca-ES').quit).toBe('Salir')
  expect(stringsFor('system', 'fr-FR').quit).toBe('Quit')
  expect(systemLanguage(['c', 'en-US'])).toBe('en-US')
  expect(systemLanguage(['c'])).toBe('es')
})
