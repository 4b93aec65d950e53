import { expect, it } from 'vitest'
import type { Activity, Push } from '../../contract/ipc.ts'
import { defaultSettings } from '../../contract/ipc.ts'
import { Follower } from './follow.ts'
import { stringsFor, systemLanguage } from './strings.ts'

function shell(away: boolean) {
  const seen: string[] = []
  const follower = new Follower(
    {
      showTray: (state, strings) => seen.push(`tray ${state}: ${strings.quit}`),
      setMenu: (strings) => seen.push(`menu: ${strings.quit}`),
      setTheme: (theme) => seen.push(`theme ${theme}`),
      setKiosk: (on) => seen.push(`kiosk ${on}`),
      isAway: () => away,
      notify: (title, body) => seen.push(`${title} | ${body}`),
    },
    'es-ES',
  )
  return { follower, seen }
}
const scanned = (change: Partial<Activity>): Push => ({
  kind: 'rows',
  upserts: [],
  removals: [],
  activity: [
    {
      kind: 'scanned',
      name: 'Ana Ruiz',
      people: 2,
      vip: true,
      own: false,
      deviceName: 'Puerta 2',
      ...change,
    },
  ],
})

it('a VIP who is scanned in while the window is away is told', () => {
  const { follower, seen } = shell(true)
  follower.hear(scanned({}))
  expect(seen).toEqual(['Ha llegado un VIP: Ana Ruiz | +2 personas · Puerta 2'])
})

it('nothing is told while the window is seen, of others, or of other things', () => {
  const seenWindow = shell(false)
  seenWindow.follower.hear(scanned({}))
  expect(seenWindow.seen).toEqual([])
  const away = shell(true)
  away.follower.hear(scanned({ vip: false }))
  away.follower.hear(scanned({ kind: 'changed' }))
  expect(away.seen).toEqual([])
})

it('the tray follows the connection, once a change', () => {
  const { follower, seen } = shell(false)
  const live: Push = {
    kind: 'freshness',
    freshness: { connection: { state: 'live', since: '2026-11-24T20:00:00.000Z' }, freshAt: null },
  }
  follower.hear(live)
  follower.hear(live)
  expect(seen).toEqual(['tray live: Salir'])
})

it('menu, tray, theme and kiosk mode follow the settings', () => {
  const { follower, seen } = shell(false)
  follower.hear({
    kind: 'settings',
    settings: { ...defaultSettings, language: 'en', theme: 'dark', kiosk: true },
  })
  expect(seen).toEqual(['theme dark', 'kiosk true', 'menu: Quit', 'tray reconnecting: Quit'])
})

it('the language is the one chosen, else the system’s, else Spanish', () => {
  expect(stringsFor('en', 'es-ES').quit).toBe('Quit')
  expect(stringsFor('system', 'en-GB').quit).toBe('Quit')
  expect(stringsFor('system', 'ca-ES').quit).toBe('Salir')
  expect(systemLanguage(['c', 'en-US'])).toBe('en-US')
  expect(systemLanguage(['c'])).toBe('es')
})
