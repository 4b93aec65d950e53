import { expect } from 'playwright/test'
import type { Reservation } from '../../contract/reservation.ts'
import { TestApi } from '../e2e/support/api.ts'
import type { TestDesk } from '../e2e/support/desk.ts'
import type { TestServer } from '../e2e/support/server.ts'
import { focusWindow, typeAsScanner } from '../e2e/support/xdotool.ts'
import { scanViews } from './scan-views.ts'

export interface Stage {
  server: TestServer
  api: TestApi
  /** Of the other business of the demo. */
  otherApi: TestApi
  desk: TestDesk
  /** A party with everything a card can show. */
  guest: Reservation
}

/** Brings the desk into a state, and says how it leaves it. */
export type View = (stage: Stage) => Promise<() => Promise<void>>

/** Every view and state that a picture is taken of, by the name of the picture. */
export const views: Record<string, View> = {
  live: async ({ desk }) => {
    await expect(desk.badge).toHaveAttribute('data-state', 'live')
    return stay
  },
  list: (stage) => showView(stage, 'list'),
  tables: (stage) => showView(stage, 'tables'),
  waitlist: async (stage) => {
    const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString()
    const late = await stage.api.create('Olmedo Rey', 3, {
      status: 'waitlist',
      startsAt: ago(40),
      quotedFor: ago(7),
      tags: ['vip'],
    })
    const leave = await showView(stage, 'waitlist')
    await expect(stage.desk.page.getByTestId('waiting').filter({ hasText: 'Olmedo Rey' })).toBeVisible()
    await withoutToasts(stage.desk)
    return async () => {
      await leave()
      await stage.api.remove(late.id)
    }
  },
  filtered: async (stage) => {
    const { page } = stage.desk
    await page.locator('.summary-number[data-look="late"]').click()
    await page.locator('[aria-controls="filter-chips"]').click()
    return async () => {
      await escape(stage)
      await page.locator('[aria-controls="filter-chips"]').click()
    }
  },
  'choosing-a-table': async (stage) => {
    const party = await stage.api.create('Familia Robles', 5, { status: 'arrived', tags: ['allergy:nueces'] })
    await stage.desk.search(party.customer.name)
    await expect(stage.desk.card(party.id)).toBeVisible()
    await withoutToasts(stage.desk)
    await stage.desk.card(party.id).getByTestId('choose-table').click()
    await stage.desk.search('')
    return async () => {
      await escape(stage)
      await stage.api.remove(party.id)
    }
  },
  admitted: async (stage) => {
    const party = await stage.api.create('Marina Alcántara', 4, { tags: ['vip'], table: '14' })
    await read(stage.desk, await stage.api.ticket(party.id), 'admitted')
    return async () => {
      await escape(stage)
      await stage.api.remove(party.id)
    }
  },
  'party-complete': async (stage) => {
    const party = await stage.api.create('Bruno Salvatierra', 2, { table: '9' })
    const ticket = await stage.api.ticket(party.id)
    await stage.api.scan(ticket, 2)
    await read(stage.desk, ticket, 'duplicate')
    return async () => {
      await escape(stage)
      await stage.api.remove(party.id)
    }
  },
  'admit-by-pin': async (stage) => {
    const { page } = stage.desk
    const party = await stage.api.create('Bruno Salvatierra', 2, { table: '9' })
    const ticket = await stage.api.ticket(party.id)
    await stage.api.scan(ticket, 2)
    await read(stage.desk, ticket, 'duplicate')
    await page.getByRole('button', { name: /^(Admitir con PIN|Admit with PIN)$/ }).click()
    await expect(page.getByRole('dialog')).toBeVisible()
    return async () => {
      await page.keyboard.press('Escape')
      await escape(stage)
      await stage.api.remove(party.id)
    }
  },
  refused: async (stage) => {
    const [foreign] = await stage.otherApi.list()
    if (!foreign) throw new Error('The other business of the demo has no reservation.')
    await read(stage.desk, await stage.otherApi.ticket(foreign.id), 'wrong_business')
    return () => escape(stage)
  },
  'found-by-look-up': async (stage) => {
    const { page } = stage.desk
    const party = await stage.api.create('Rita Monzón', 2, { tags: ['alergia: nueces'], table: '3' })
    await page.getByTestId('mode-look-up').click()
    await withoutToasts(stage.desk)
    await focusWindow(stage.desk)
    await typeAsScanner(await stage.api.ticket(party.id), { enter: true })
    await expect(page.getByTestId('look-up-result')).toBeVisible()
    return async () => {
      await page.keyboard.press('Escape')
      await expect(page.getByTestId('look-up-result')).toHaveCount(0)
      await page.getByTestId('mode-admit').click()
      await stage.api.remove(party.id)
    }
  },
  'scan-history': async (stage) => {
    await stage.desk.page.getByTestId('open-scan-history').click()
    await expect(stage.desk.page.getByRole('dialog')).toBeVisible()
    return () => escape(stage)
  },
  'scanner-test': async (stage) => {
    await stage.desk.page.locator('.finder-wedge').click()
    await expect(stage.desk.page.getByTestId('scanner-test')).toBeVisible()
    await focusWindow(stage.desk)
    await typeAsScanner(await stage.api.ticket(stage.guest.id), { enter: true })
    await expect(stage.desk.page.getByTestId('scanner-test-reading')).toHaveCount(1)
    return () => escape(stage)
  },
  'new-reservation': async (stage) => {
    await stage.desk.page.getByTestId('new-reservation').click()
    await expect(stage.desk.page.getByRole('dialog')).toBeVisible()
    return () => escape(stage)
  },
  guest: async (stage) => {
    await stage.desk.search(stage.guest.customer.name)
    await stage.desk.card(stage.guest.id).click()
    return async () => {
      await escape(stage)
      await stage.desk.search('')
    }
  },
  ticket: ticketView,
  conflict: async (stage) => {
    const { desk, guest } = stage
    // Two fields that somebody else has changed since this host looked.
    const edit = {
      id: guest.id,
      changes: { table: '7', notes: 'Prefiere dentro, junto a la ventana' },
      base: { table: '4', notes: null },
    }
    await desk.page.evaluate(`window.desk.updateReservation(${JSON.stringify(edit)})`)
    await desk.page.getByRole('button', { name: /^(Elegir|Choose)$/ }).click()
    const dialog = desk.page.getByRole('dialog')
    for (const side of await dialog.locator('[data-side=theirs] input').all()) await side.check()
    return async () => {
      await dialog.locator('button[type=submit]').click()
      await expect(dialog).toHaveCount(0)
    }
  },
  'scan-conflicts': async ({ desk, api, server }) => {
    const { page } = desk
    const party = await api.create('Julia Ferrándiz', 2, { table: '8' })
    const ticket = await api.ticket(party.id)
    await api.scan(ticket, 2)
    // What this desk has told the guest while it was alone.
    await new TestApi(server.ready, server.ready.tokens.desk).scan(ticket, 1, 'admitted')
    await withoutToasts(desk)
    await page.getByRole('button', { name: /^(Decidir|Decide)$/ }).click()
    await expect(page.getByTestId('scan-conflict')).toBeVisible()
    return async () => {
      await page.getByRole('button', { name: /^(Anular|Annul)/ }).click()
      await expect(page.getByTestId('scan-conflict')).toHaveCount(0)
      await api.remove(party.id)
    }
  },
  'new-ticket': async (stage) => {
    const leave = await ticketView(stage)
    await stage.desk.page.getByRole('button', { name: /^(Dar un código nuevo|Give a new code)$/ }).click()
    return leave
  },
  palette: async (stage) => {
    await stage.desk.page.keyboard.press('Control+k')
    await expect(stage.desk.page.getByTestId('palette')).toBeVisible()
    await stage.desk.page.keyboard.type('in')
    return () => escape(stage)
  },
  shortcuts: async (stage) => {
    await stage.desk.page.evaluate('document.activeElement?.blur()')
    await stage.desk.page.keyboard.press('?')
    await expect(stage.desk.page.getByTestId('shortcuts')).toBeVisible()
    return () => escape(stage)
  },
  'walk-in': async (stage) => {
    await stage.desk.page.evaluate('document.activeElement?.blur()')
    await stage.desk.page.keyboard.press('w')
    await expect(stage.desk.page.getByRole('dialog')).toBeVisible()
    return () => escape(stage)
  },
  'nothing-found': async ({ desk }) => {
    await desk.search('zzz')
    await expect(desk.page.getByTestId('reservation-card')).toHaveCount(0)
    return () => desk.search('')
  },
  'settings-look': settingsView(/^(Aspecto|Appearance)$/),
  'settings-desk': settingsView(/^(Este puesto|This desk)$/),
  'settings-scanners': settingsView(/^(Lectores|Scanners)$/),
  'settings-sounds': settingsView(/^(Sonidos|Sounds)$/),
  'settings-alerts': settingsView(/^(Avisos|Alerts)$/),
  'settings-about': settingsView(/^(Acerca de|About)$/, async ({ page }) => {
    await page.getByRole('button', { name: /^(Ver las licencias|Show the licences)$/ }).click()
    await page.getByRole('button', { name: /^(Copiar el diagnóstico|Copy diagnostics)$/ }).click()
    await expect(page.getByTestId('diagnostics')).toBeVisible()
  }),
  'pair-again': async (stage) => {
    const leave = await settingsView(/^(Este puesto|This desk)$/)(stage)
    await stage.desk.page.getByRole('button', { name: /^(Emparejar de nuevo|Pair again)$/ }).click()
    await expect(stage.desk.page.getByRole('dialog')).toBeVisible()
    return async () => {
      await escape(stage)
      await leave()
    }
  },
  'leave-kiosk': async (stage) => {
    const { page } = stage.desk
    const leave = await settingsView(/^(Este puesto|This desk)$/)(stage)
    await page.getByRole('button', { name: /^(Entrar en modo quiosco|Enter kiosk mode)$/ }).click()
    await page.getByRole('button', { name: /^(Salir del modo quiosco|Leave kiosk mode)$/ }).click()
    await page.getByLabel('PIN', { exact: true }).fill('1111')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog').getByRole('alert')).toBeVisible()
    return async () => {
      await escape(stage)
      await page.evaluate(`window.desk.leaveKiosk({ pin: '2580' })`)
      await leave()
    }
  },
  offline: async ({ desk, server }) => {
    await server.kill()
    await expect(async () => {
      await desk.retryNow()
      await expect(desk.badge).toHaveAttribute('data-state', 'offline', { timeout: 500 })
    }).toPass({ timeout: 30_000 })
    return async () => {
      await server.start()
      await desk.retryNow()
      await desk.isLive()
    }
  },
  ...scanViews,
  reconnecting: async ({ desk, server }) => {
    await server.kill()
    await expect(desk.badge).toHaveAttribute('data-state', 'reconnecting')
    return async () => {
      await server.start()
      await desk.retryNow()
      await desk.isLive()
    }
  },
}

async function ticketView(stage: Stage): Promise<() => Promise<void>> {
  const { desk, guest } = stage
  await desk.search(guest.customer.name)
  await desk.card(guest.id).click()
  await desk.page.getByRole('button', { name: /^(Código QR|QR code)$/ }).click()
  await expect(desk.page.getByRole('dialog').getByRole('img')).toBeVisible()
  return async () => {
    await escape(stage)
    await escape(stage)
    await desk.search('')
  }
}

/** A section of the settings, with something done in it. */
function settingsView(section: RegExp, act: (desk: TestDesk) => Promise<void> = stay): View {
  return async ({ desk }) => {
    const { page } = desk
    await page.getByRole('button', { name: /^(Ajustes|Settings)$/ }).click()
    await page.getByRole('button', { name: section }).click()
    await act(desk)
    return () => page.getByRole('button', { name: /^(Llegadas|Arrivals)$/ }).click()
  }
}

/** Swipes the toasts away, as a host can, so that nobody waits until they go by themselves. */
export async function withoutToasts({ page }: TestDesk): Promise<void> {
  const newest = page.locator('[data-testid="toast"][data-removed="false"]').first()
  await expect(async () => {
    const box = (await newest.isVisible()) ? await newest.boundingBox() : null
    if (box) {
      const [x, y] = [box.x + 20, box.y + box.height / 2]
      await page.mouse.move(x, y)
      await page.mouse.down()
      await page.mouse.move(x, y + 80, { steps: 4 })
      await page.mouse.up()
    }
    await page.mouse.move(1, 1)
    await expect(page.getByTestId('toast')).toHaveCount(0, { timeout: 400 })
  }).toPass({ timeout: 60_000, intervals: [0] })
}

/** One of the tabs of the evening. */
async function showView({ desk }: Stage, view: string): Promise<() => Promise<void>> {
  await desk.page.locator(`#tab-${view}`).click()
  return () => desk.page.locator('#tab-hours').click()
}

function stay(): Promise<void> {
  return Promise.resolve()
}

async function escape({ desk }: Stage): Promise<void> {
  await desk.page.keyboard.press('Escape')
  await expect(desk.page.getByRole('dialog')).toHaveCount(0)
  await expect(desk.verdict).toHaveCount(0)
}

/** As a USB scanner does it, once the toasts about the party have gone. */
async function read(desk: TestDesk, text: string, outcome: string): Promise<void> {
  await withoutToasts(desk)
  await focusWindow(desk)
  await typeAsScanner(text, { enter: true })
  await expect(desk.verdict).toHaveAttribute('data-outcome', outcome)
}
