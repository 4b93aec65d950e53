import { expect, type Locator } from 'playwright/test'
import type { TestDesk } from './support/desk.ts'
import { test } from './support/scene.ts'
import { focusWindow, pressKey, typeAsScanner } from './support/xdotool.ts'

/** A host without a mouse: real key strokes, and after each the focus must be somewhere. */
class Keyboard {
  readonly #desk: TestDesk

  constructor(desk: TestDesk) {
    this.#desk = desk
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      await pressKey(key)
      await this.hasFocus(key)
    }
  }

  async type(text: string): Promise<void> {
    await this.#desk.page.keyboard.type(text, { delay: 40 })
  }

  /** Tab until it is there: everything that a host can do is in the order of the keys. */
  async tabTo(target: Locator, most = 80): Promise<void> {
    await expect(target).toBeVisible()
    for (let tabs = 0; tabs <= most; tabs++) {
      if (await target.evaluate((element) => element === document.activeElement)) return
      await this.press('Tab')
    }
    throw new Error(`${String(target)} is not within ${most} tabs.`)
  }

  async choose(target: Locator): Promise<void> {
    await this.tabTo(target)
    await this.press('Return')
  }

  /** After what a key did has been drawn. */
  async hasFocus(after: string): Promise<void> {
    await expect
      .poll(() => this.#desk.page.evaluate(() => document.activeElement?.tagName ?? 'nothing'), {
        message: `the focus is in the page after ${after}`,
      })
      .not.toMatch(/^(BODY|nothing)$/)
  }
}

test('an evening by keyboard alone: find, open, edit, seat, walk in, wait, scan, undo, settings', async ({
  scene,
}) => {
  test.setTimeout(180_000)
  const { server, api } = await scene.server()
  const guest = await api.create('Zacarías Uribe', 3, { table: '7' })
  const scanned = await api.create('Yolanda Prats', 4)
  const desk = await scene.desk('a', { server: server.ready.url, token: server.ready.tokens.desk })
  const { page } = desk
  await desk.isLive()
  await focusWindow(desk)
  const host = new Keyboard(desk)
  const button = (name: string | RegExp): Locator => page.getByRole('button', { name, exact: true })

  // Find a guest and open the details.
  await host.tabTo(page.getByTestId('search'))
  await host.type('Zacar')
  await expect(desk.card(guest.id)).toBeVisible()
  await host.press('Down', 'Return')
  const panel = page.getByRole('complementary', { name: /Zacarías Uribe/ })
  await expect(panel).toBeVisible()

  // Edit the notes.
  await host.choose(panel.getByRole('button', { name: 'Editar' }))
  await host.tabTo(page.getByLabel('Notas'))
  await host.type('Trae tarta')
  await host.choose(button('Guardar'))
  await expect.poll(async () => (await api.find(guest.id)).notes).toBe('Trae tarta')

  // Come in, and to the table.
  await host.choose(panel.getByRole('button', { name: 'Ha llegado' }))
  await host.choose(panel.getByRole('button', { name: 'Sentar' }))
  await expect.poll(async () => (await api.find(guest.id)).status).toBe('seated')
  await host.press('Escape')
  await expect(panel).toHaveCount(0)
  await host.hasFocus('closing the details')

  // Somebody walks in.
  await host.choose(button(/^Sin reserva$/))
  const dialog = page.getByRole('dialog')
  await host.tabTo(dialog.getByLabel('Nombre'))
  await host.press('ctrl+a')
  await host.type('Wanda Solís')
  await host.press('Return')
  await expect(dialog).toHaveCount(0)
  await expect
    .poll(async () => (await api.list()).some(({ customer }) => customer.name === 'Wanda Solís'))
    .toBe(true)
  await host.hasFocus('the walk-in')

  // A scanner, and the verdict by hand.
  await typeAsScanner(await api.ticket(scanned.id), { enter: true })
  await expect(desk.verdict).toHaveAttribute('data-outcome', 'admitted')
  const arrived = async () => (await api.find(scanned.id)).arrivedCount
  await expect.poll(arrived).toBe(1)
  await host.choose(page.getByRole('button', { name: 'Entra una persona más' }))
  await expect.poll(arrived).toBe(2)
  await host.choose(page.getByRole('button', { name: 'Quitar la última' }))
  await expect.poll(arrived).toBe(1)
  await host.press('Escape')
  await expect(desk.verdict).toHaveCount(0)
  await host.hasFocus('closing the verdict')

  // What was searched for is done with: everybody is there again.
  await host.press('slash')
  await expect(page.getByTestId('search')).toBeFocused()
  await host.press('Escape')
  await expect(page.getByTestId('search')).toHaveValue('')

  // The four views, and a party from the waitlist to the table that suits it best.
  const waiting = await api.create('Olmedo Rey', 2, { status: 'waitlist' })
  await host.tabTo(page.locator('#tab-hours'))
  for (const view of ['list', 'tables', 'waitlist']) {
    await host.press('Right')
    await expect(page.locator(`#tab-${view}`)).toHaveAttribute('aria-selected', 'true')
  }
  const row = page.getByTestId('waiting').filter({ hasText: 'Olmedo Rey' })
  await host.tabTo(page.locator('[data-testid="waiting"][tabindex="0"]'))
  for (let rows = 0; rows < 60 && !(await row.evaluate((one) => one === document.activeElement)); rows++) {
    await host.press('Down')
  }
  await host.choose(row.getByRole('button', { name: /^Sentar/ }))
  await expect(page.locator('[data-testid="table"]:focus')).toBeVisible()
  await host.press('Return')
  await expect.poll(async () => (await api.find(waiting.id)).status).toBe('seated')
  await host.hasFocus('seating from the waitlist')
  await host.tabTo(page.locator('#tab-waitlist'))
  await host.press('Home')
  await expect(page.locator('#tab-hours')).toHaveAttribute('aria-selected', 'true')

  // The settings: another theme, another language, and back.
  await host.choose(page.getByRole('button', { name: 'Ajustes' }))
  await host.choose(button('Aspecto'))
  await host.tabTo(page.getByRole('radio', { name: 'Como el sistema' }).first())
  await host.press('Left')
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await host.tabTo(page.getByRole('group', { name: 'Theme' }).locator('input:checked'))
  await host.press('Left')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await host.choose(
    page.getByRole('navigation', { name: 'Sections', exact: true }).getByRole('button').first(),
  )
  await expect(page.getByTestId('search')).toBeVisible()
  await host.hasFocus('the evening')
})
