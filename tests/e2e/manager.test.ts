import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'playwright/test'
import { pairedDevicesSchema } from '../../contract/identity.ts'
import { adminSettingsSchema } from '../../contract/settings.ts'
import type { TestDesk } from './support/desk.ts'
import { inMain } from './support/in-main.ts'
import { test, type Scene } from './support/scene.ts'
import type { Ready } from './support/server.ts'
import { focusWindow, pressKey, typeAsScanner } from './support/xdotool.ts'

async function openManager(scene: Scene, ready: Ready): Promise<TestDesk> {
  const manager = await scene.desk('manager', { server: ready.url, token: ready.tokens.manager })
  await manager.isLive()
  return manager
}

const open = (manager: TestDesk, screen: string) => manager.page.getByTestId(`screen-${screen}`).click()

test('a desk is paired by the manager’s QR code, is renamed, hears of the venue’s settings, and forgets all when revoked', async ({
  scene,
}) => {
  const { server } = await scene.server()
  const manager = await openManager(scene, server.ready)
  const { page } = manager

  await open(manager, 'desks')
  const own = page.getByTestId('desk-row').filter({ hasText: 'Encargada' })
  await expect(own).toHaveAttribute('data-health', 'well')
  await expect(own.getByTestId('desk-outbox')).toHaveText('Todo enviado', { timeout: 15_000 })
  await page.getByTestId('make-code').click()
  const qr = await page.getByTestId('pairing-qr').getAttribute('data-text')
  const shown = await page.getByTestId('pairing-code').innerText()
  expect(shown).toMatch(/^[A-Z0-9]{4} [A-Z0-9]{4}$/)

  const desk = await scene.desk('new')
  await desk.page.locator('input[name=server]').focus()
  await focusWindow(desk)
  await typeAsScanner(qr ?? '', { enter: false })
  await expect(desk.page.locator('input[name=code]')).toHaveValue(shown.replace(' ', ''))
  await desk.page.locator('input[name=name]').fill('Puerta')
  await desk.page.locator('form button[type=submit]').click()
  await desk.isLive()
  await expect(page.getByTestId('code-used')).toContainText('Puerta', { timeout: 10_000 })

  const row = page.getByTestId('desk-row').filter({ hasText: 'Puerta' })
  await expect(row).toHaveAttribute('data-health', 'well')
  await row.getByRole('button', { name: 'Cambiar el nombre' }).click()
  await page.getByTestId('desk-rename').fill('Terraza')
  await page.getByTestId('desk-rename').press('Enter')
  const renamed = page.getByTestId('desk-row').filter({ hasText: 'Terraza' })
  await expect(renamed).toHaveCount(1)

  await open(manager, 'venue')
  const capacity = page.locator('input[name=capacity]')
  await capacity.fill('muchas')
  await page.getByTestId('venue-save').click()
  await expect(page.getByRole('alert')).toContainText('1 a 100000')
  await capacity.fill('77')
  // What is not saved is not left behind unasked.
  await open(manager, 'desks')
  await expect(page.getByRole('dialog')).toBeVisible()
  await page.getByRole('dialog').getByRole('button', { name: 'Guardar y salir' }).click()
  await expect(renamed).toHaveCount(1)
  await expect.poll(() => capacityAt(desk)).toBe(77)

  await renamed.getByRole('button', { name: 'Dar de baja' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Dar de baja' }).click()
  await expect(renamed).toHaveCount(0)
  await expect(desk.page.locator('input[name=code]')).toBeVisible({ timeout: 20_000 })
  expect(await capacityAt(desk)).toBeNull()
})

/** The capacity of the venue as this desk knows it; `null` where it knows no venue. */
async function capacityAt(desk: TestDesk): Promise<unknown> {
  return desk.page.evaluate(
    'window.desk.getState().then((text) => JSON.parse(text).business?.capacity ?? null)',
  )
}

test('a clock that is wrong is told to the desk’s host and to the manager, until it is right', async ({
  scene,
}) => {
  const { server } = await scene.server()
  const proxy = await scene.alteringProxy(server.ready.url)
  proxy.alter({ aheadMs: -62 * 60_000 })
  const desk = await scene.desk('a', { server: proxy.url, token: server.ready.tokens.desk })
  await desk.isLive()
  const told = desk.page.locator('.notice[data-about="clock"]')
  await expect(told).toContainText('1 h 2 min adelantado')
  const id = await desk.page.evaluate('window.desk.getState().then((text) => JSON.parse(text).device.id)')

  const manager = await openManager(scene, server.ready)
  await open(manager, 'desks')
  const clock = manager.page.locator(`[data-device-id="${String(id)}"]`).getByTestId('desk-clock')
  // A desk says how it is every few seconds.
  await expect(clock).toHaveText('Reloj 1 h 2 min adelantado', { timeout: 30_000 })
  await expect(manager.page.getByTestId('desk-clock')).toHaveCount(1)

  proxy.alter({})
  await expect(async () => {
    await desk.retryNow()
    await expect(told).toHaveCount(0, { timeout: 1_000 })
  }).toPass({ timeout: 60_000 })
  await expect(clock).toHaveCount(0, { timeout: 40_000 })
})

test('two managers who change the same setting see it, and neither overwrites the other unasked', async ({
  scene,
}) => {
  const { server } = await scene.server()
  const manager = await openManager(scene, server.ready)
  const { page } = manager
  await open(manager, 'venue')
  await page.locator('input[name=capacity]').fill('150')
  const answer = await asManager(server.ready, 'PUT', '/api/admin/settings', { capacity: 99 })
  expect(answer.ok).toBe(true)
  await page.getByTestId('venue-save').click()
  await expect(page.getByTestId('contested')).toContainText('Aforo', { timeout: 10_000 })
  await expect(page.locator('input[name=capacity]')).toHaveValue('150')
  await page.getByTestId('contested').getByRole('button').click()
  await expect(page.locator('input[name=capacity]')).toHaveValue('99')
  await expect(page.getByTestId('venue-save')).toBeDisabled()
})

test('guests are kept for so many days once a manager has said so, and has been asked first', async ({
  scene,
}) => {
  const { server } = await scene.server()
  const { ready } = server
  const guestDays = async () =>
    adminSettingsSchema.parse(await (await asManager(ready, 'GET', '/api/admin/settings')).json()).guestDays
  const manager = await openManager(scene, ready)
  const { page } = manager
  await open(manager, 'venue')
  const days = page.locator('input[name=guestDays]')
  await expect(days).toHaveValue('')
  await days.fill('30')
  await page.getByTestId('venue-save').click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('hace más de 30 días')
  await dialog.getByRole('button', { name: 'Seguir aquí' }).click()
  await expect(dialog).toHaveCount(0)
  expect(await guestDays()).toBeNull()
  await page.getByTestId('venue-save').click()
  await page.getByTestId('forget-guests').click()
  await expect.poll(guestDays).toBe(30)
  await expect(page.getByTestId('venue-save')).toBeDisabled()

  // Longer than before forgets nobody.
  await days.fill('')
  await page.getByTestId('venue-save').click()
  await expect.poll(guestDays).toBeNull()
  await expect(dialog).toHaveCount(0)
})

test('the day is replayed by keyboard, and its numbers are exported (the save dialog is stubbed)', async ({
  scene,
}) => {
  const { server, api } = await scene.server()
  const { ready } = server
  // A name that a spreadsheet would take for a formula.
  const answer = await asManager(ready, 'GET', '/api/admin/devices')
  const { devices } = pairedDevicesSchema.parse(await answer.json())
  const second = devices.find(({ name }) => name === 'Puesto 2')
  await asManager(ready, 'PUT', `/api/admin/devices/${second?.id}`, { name: '=Puerta' })
  const party = await api.create('Clara Montes', 3, { table: '7' })
  const ticket = await api.ticket(party.id)
  await api.scan(ticket, 2)
  await api.scan(ticket, 1)

  const manager = await openManager(scene, ready)
  const { page } = manager
  await open(manager, 'replay')
  const slider = page.getByTestId('replay-slider')
  const row = page.locator(`[data-testid="past-row"][data-reservation-id="${party.id}"]`)
  await expect(slider).toBeFocused()
  await focusWindow(manager)
  await expect(row).toHaveAttribute('data-arrived', '3')
  const inside = Number(await page.getByTestId('replay-inside').innerText())
  await pressKey('Left')
  await expect(row).toHaveAttribute('data-arrived', '2')
  await expect(page.getByTestId('replay-inside')).toHaveText(String(inside - 1))
  await expect(page.locator('[data-testid="moment"][aria-current]')).toContainText('Entran 2 · 2 de 3')
  await pressKey('Left')
  await expect(row).toHaveAttribute('data-arrived', '0')
  await pressKey('Left')
  await expect(row).toHaveCount(0)
  await pressKey('Right')
  await expect(row).toHaveAttribute('data-status', 'confirmed')
  await pressKey('Home')
  await expect(page.getByTestId('replay-index')).toHaveText(/^0 de \d+$/)
  await expect(page.getByTestId('replay-inside')).toHaveText('0')
  await pressKey('space')
  await expect(page.getByRole('button', { name: 'Pausa' })).toBeVisible()
  await expect(page.getByTestId('replay-index')).not.toHaveText(/^0 de/, { timeout: 20_000 })
  await pressKey('End')
  await expect(row).toHaveAttribute('data-arrived', '3')
  await expect(page.getByTestId('replay-when')).toContainText('de hoy')

  await page.keyboard.press('Control+k')
  await page.keyboard.type('cifras', { delay: 60 })
  await page.keyboard.press('Enter')
  const file = path.join(scene.folder, 'escaneos.csv')
  await inMain(
    manager.app,
    ({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    },
    file,
  )
  await page
    .getByRole('region', { name: 'Escaneos por puesto' })
    .getByRole('button', { name: 'Exportar CSV' })
    .click()
  await expect(page.getByTestId('toast').filter({ hasText: 'Archivo guardado' })).toBeVisible()
  const text = readFileSync(file, 'utf8')
  expect(text.startsWith('\uFEFFpuesto;cuarto de hora;escaneos\r\n')).toBe(true)
  expect(text).toMatch(/^'=Puerta;\d\d:\d\d;\d+\r$/m)
  await page
    .getByRole('region', { name: 'Llegadas por día' })
    .getByRole('button', { name: 'Ver la tabla' })
    .click()
  await expect(page.getByRole('table', { name: 'Llegadas por día' }).getByRole('row').nth(1)).toBeVisible()
})

function asManager(ready: Ready, method: string, url: string, body?: unknown): Promise<Response> {
  return fetch(ready.url + url, {
    method,
    headers: {
      Authorization: `Bearer ${ready.tokens.manager}`,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
}
