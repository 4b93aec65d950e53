import { expect, type Locator } from 'playwright/test'
import type { TestDesk } from './support/desk.ts'
import { test } from './support/scene.ts'
import type { TestApi } from './support/api.ts'

const minute = 60_000
const ago = (minutes: number): string => new Date(Date.now() - minutes * minute).toISOString()

const tab = ({ page }: TestDesk, name: RegExp): Locator => page.getByRole('tab', { name })
const table = ({ page }: TestDesk, name: string): Locator =>
  page.locator(`[data-testid="table"][data-table="${name}"]`)
const toast = ({ page }: TestDesk, text: string): Locator =>
  page.getByTestId('toast').filter({ hasText: text })

test('a host gives tables, keeps a waitlist, filters, and is asked about who has not come', async ({
  scene,
}) => {
  const { server, api } = await scene.server()
  const { url, tokens } = server.ready
  const [desk, other] = await Promise.all([
    scene.desk('a', { server: url, token: tokens.desk }),
    scene.desk('b', { server: url, token: tokens.desk2 }),
  ])
  await Promise.all([desk.isLive(), other.isLive()])
  const { page } = desk

  await test.step('a party is seated by keyboard alone, and every desk sees where and until when', async () => {
    const party = await api.create('Robledo Vidal', 2, { status: 'arrived' })
    await desk.search('robledo vidal')
    await expect(desk.card(party.id)).toBeVisible()
    await page.keyboard.press('ArrowDown')
    await expect(desk.card(party.id)).toBeFocused()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')

    // The keyboard begins at the table that suits it best, and walks from there.
    const best = page.locator('[data-testid="table"]:focus')
    await expect(best).toHaveAttribute('data-fit', 'fits')
    const name = (await best.getAttribute('data-table')) ?? ''
    await page.keyboard.press('ArrowRight')
    await expect(table(desk, name)).not.toBeFocused()
    await page.keyboard.press('ArrowLeft')
    await expect(table(desk, name)).toBeFocused()
    await page.keyboard.press('Enter')

    await expect(desk.card(party.id)).toHaveAttribute('data-status', 'seated')
    await expect(desk.card(party.id)).toBeFocused()
    await expect.poll(async () => (await api.find(party.id)).table).toBe(name)
    await tab(other, /Mesas/).click()
    await expect(table(other, name)).toContainText('Robledo Vidal')
    await expect(table(other, name)).toContainText(/hasta ~\d\d:\d\d/)
    await expect(table(other, name)).toHaveAttribute('data-state', /taken|conflict/)

    const second = await api.create('Sarmiento Polo', 2, { status: 'seated', table: name })
    await expect(table(other, name)).toHaveAttribute('data-state', 'conflict')
    await expect(table(other, name)).toContainText('Sarmiento Polo')
    await api.update(second.id, { status: 'completed' })
    await expect(table(other, name)).not.toContainText('Sarmiento Polo')
    await desk.search('')
  })

  await test.step('a party waits for the time that it was told, and is seated from the list', async () => {
    await tab(desk, /Espera/).click()
    await page.getByLabel('Nombre', { exact: true }).fill('Cárdenas Luz')
    await expect(page.getByText(/Según la noche: \d+ min|Hay una mesa libre/)).toBeVisible()
    const minutes = page.getByLabel('Minutos de espera')
    await minutes.fill('20')
    await minutes.press('Enter')
    const row = page.getByTestId('waiting').filter({ hasText: 'Cárdenas Luz' })
    await expect(row).toContainText(/quedan (19|20) min/)
    await expect(page.getByLabel('Nombre', { exact: true })).toBeFocused()
    const added = await theOne(api, 'Cárdenas Luz')
    expect(added.status).toBe('waitlist')
    const told = (Date.parse(added.quotedFor ?? '') - Date.now()) / minute
    expect(told).toBeGreaterThan(18)
    expect(told).toBeLessThanOrEqual(20)

    const late = await api.create('Olmedo Rey', 3, {
      status: 'waitlist',
      startsAt: ago(40),
      quotedFor: ago(7),
    })
    const overdue = page.getByTestId('waiting').filter({ hasText: 'Olmedo Rey' })
    await expect(overdue).toHaveAttribute('data-overdue', 'true')
    await expect(overdue).toContainText(/pasados [78] min/)
    await expect(overdue).toContainText(/hace 4[01] min/)

    await overdue.getByRole('button', { name: /^Sentar a .*: elegir mesa/ }).click()
    // At the top: where the last one is hangs on the hour, and down there toasts lie over the tables.
    const chosen = page.locator('[data-testid="table"][data-fit="fits"]').first()
    const name = (await chosen.getAttribute('data-table')) ?? ''
    await chosen.click()
    await expect(tab(desk, /Espera/)).toHaveAttribute('aria-selected', 'true')
    await expect(overdue).toHaveCount(0)
    await expect.poll(async () => (await api.find(late.id)).status).toBe('seated')
    await expect(table(other, name)).toContainText('Olmedo Rey')

    // Until when it stays counts from now, not from when it began to wait.
    expect(Date.parse((await api.find(late.id)).startsAt)).toBeGreaterThan(Date.now() - minute)

    await toast(desk, 'Olmedo Rey').getByRole('button', { name: 'Deshacer' }).click()
    await expect(overdue).toHaveAttribute('data-overdue', 'true')
    await expect.poll(async () => (await api.find(late.id)).status).toBe('waitlist')
    expect((await api.find(late.id)).table).toBeUndefined()
  })

  await test.step('numbers and chips filter every view, and one key shows everybody again', async () => {
    await tab(desk, /Lista/).click()
    const rows = page.getByTestId('list-row')
    const waiting = page.getByRole('button', { name: /en espera/ })
    await waiting.click()
    await expect(waiting).toHaveAttribute('aria-pressed', 'true')
    await expect(waiting).toBeFocused()
    await expect(rows.first()).toHaveAttribute('data-status', 'waitlist')
    const all = await rows.evaluateAll((found) => found.map((row) => row.getAttribute('data-status')))
    expect(new Set(all)).toEqual(new Set(['waitlist']))
    await expect(page.getByText(new RegExp(`^${all.length} de \\d+$`))).toBeVisible()

    await page.getByRole('button', { name: 'Filtros' }).click()
    await page
      .getByRole('group', { name: 'Filtros' })
      .getByRole('button', { name: /Terraza/ })
      .click()
    await expect(page.getByText('Nadie con estos filtros')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(waiting).toHaveAttribute('aria-pressed', 'false')
    await expect(rows.nth(4)).toBeVisible()
    await page.getByRole('button', { name: 'Filtros' }).click()
  })

  await test.step('who is long overdue is asked about, struck off by two presses, and restored', async () => {
    const absent = await api.create('Nadal Ausente', 4, { startsAt: ago(45) })
    await tab(desk, /Horas/).click()
    await desk.search('nadal ausente')
    const card = desk.card(absent.id)
    const question = card.getByTestId('no-show')
    // A double click only asks.
    await question.dblclick()
    await expect(question).toHaveAttribute('data-asked', 'true')
    await expect(card).toHaveAttribute('data-status', 'confirmed')
    await question.click()
    await expect(card).toHaveAttribute('data-status', 'no_show')
    await expect.poll(async () => (await api.find(absent.id)).status).toBe('no_show')
    await toast(desk, 'Nadal Ausente').getByRole('button', { name: 'Deshacer' }).click()
    await expect(card).toHaveAttribute('data-status', 'confirmed')
    await expect.poll(async () => (await api.find(absent.id)).status).toBe('confirmed')
    await desk.search('')
  })

  await test.step('the card under the pointer stays there while 200 things change', async () => {
    const before = await api.create('Quieta Marín', 2)
    await tab(desk, /Lista/).click()
    await tab(desk, /Horas/).click()
    const card = desk.card(before.id)
    await card.scrollIntoViewIfNeeded()
    await card.hover()
    const top = () => card.evaluate((element) => Math.round(element.getBoundingClientRect().top))
    const stays = await top()
    await page.evaluate(`(${watchTop})(${JSON.stringify(before.id)})`)

    const made = await inTurns(100, (index) =>
      api.create(`Oleada ${index}`, 2, { startsAt: ago(120 - index * 2) }),
    )
    await inTurns(50, (index) => api.update(made[index]?.id ?? '', { startsAt: ago(index - 60) }))
    await inTurns(49, (index) => api.remove(made[50 + index]?.id ?? ''))
    // Its own time changes, too: where it belongs is another hour now.
    await api.update(before.id, { startsAt: ago(-90), notes: 'Llega más tarde' })
    // Events come in their order: what was before this is on the screen, too.
    await expect(card).toContainText('Llega más tarde')
    expect(await page.evaluate('window.farthest')).toBeLessThanOrEqual(2)
    // Notices of so many things are one that counts, after the first few.
    await expect(toast(desk, 'cambios')).toHaveCount(1)
    expect(await toast(desk, 'Oleada').count()).toBeLessThanOrEqual(3)

    await page.getByTestId('search').hover()
    await expect.poll(async () => (await card.count()) === 0 || (await top()) !== stays).toBe(true)
  })

  await test.step('a double click on one step of a guest does not take the next', async () => {
    const guest = await api.create('Doble Marín', 2)
    await desk.search('doble marin')
    await desk.card(guest.id).click()
    const step = page.getByRole('region', { name: 'Qué hacer' }).getByRole('button').first()
    await expect(step).toHaveText('Ha llegado')
    await step.hover()
    await page.mouse.down()
    await page.mouse.up()
    await expect(step).toHaveText('Sentar')
    await page.mouse.down({ clickCount: 2 })
    await page.mouse.up({ clickCount: 2 })
    await expect.poll(async () => (await api.find(guest.id)).status).toBe('arrived')
    await expect(step).toHaveText('Sentar')
    await step.click()
    await expect.poll(async () => (await api.find(guest.id)).status).toBe('seated')
  })
})

/** Notes in the page by how many pixels a card ever moved. */
const watchTop = `(id) => {
  const find = () => document.querySelector('[data-reservation-id="' + id + '"]')
  const begin = find().getBoundingClientRect().top
  window.farthest = 0
  const look = () => {
    const card = find()
    window.farthest = Math.max(window.farthest, card ? Math.abs(card.getBoundingClientRect().top - begin) : 9999)
    if (!window.stopWatching) requestAnimationFrame(look)
  }
  look()
}`

async function theOne(api: TestApi, name: string) {
  let found: Awaited<ReturnType<TestApi['list']>>[number] | undefined
  await expect
    .poll(async () => (found = (await api.list()).find(({ customer }) => customer.name === name)))
    .toBeDefined()
  if (!found) throw new Error(`${name} is not there.`)
  return found
}

/** Does something so many times, ten at once. */
async function inTurns<T>(times: number, what: (index: number) => Promise<T>): Promise<T[]> {
  const done: T[] = []
  for (let index = 0; index < times; index += 10) {
    const batch = Array.from({ length: Math.min(10, times - index) }, (_, offset) => what(index + offset))
    done.push(...(await Promise.all(batch)))
  }
  return done
}
