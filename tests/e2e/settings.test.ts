import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'playwright/test'
import { identitySchema } from '../../contract/api.ts'
import { protocolVersion } from '../../contract/events.ts'
import { encodePairingText } from '../../contract/pairing-text.ts'
import type { TestDesk } from './support/desk.ts'
import { healthyServer, someWebsite, untrustedServer } from './support/foreign-server.ts'
import { inMain } from './support/in-main.ts'
import { test } from './support/scene.ts'
import { focusWindow, pressKey, typeAsScanner } from './support/xdotool.ts'

/** The manager's PIN in the demo venue. */
const demoPin = '2580'

/** In the language that the desk speaks at the moment. */
const open = async ({ page }: TestDesk, section: string): Promise<void> => {
  await page.getByRole('button', { name: /^(Ajustes|Settings)$/ }).click()
  await page.getByRole('button', { name: section, exact: true }).click()
}

test('language, theme, text size and name are changed at once, and what a helper gets has no guest in it', async ({
  scene,
}) => {
  const { server, api } = await scene.server()
  const { url, tokens } = server.ready
  await api.create('Inés Quiroga', 3, { notes: 'Prefiere terraza', tags: ['alergia: nueces'] })
  const config = path.join(scene.folder, 'config')
  const desk = await scene.desk('a', { server: url, token: tokens.desk, env: { XDG_CONFIG_HOME: config } })
  const { page } = desk
  await desk.isLive()

  await open(desk, 'Aspecto')
  await page.getByText('English', { exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page.getByText('Dark', { exact: true }).click()
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await page.getByText('200%', { exact: true }).click()
  const rem = () => page.evaluate(() => getComputedStyle(document.documentElement).fontSize)
  await expect.poll(rem).toBe('32px')
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
  expect(await overflow(), 'nothing stands beside the window').toBeLessThanOrEqual(0)
  await page.getByText('100%', { exact: true }).click()
  await expect.poll(rem).toBe('16px')

  await open(desk, 'This desk')
  const name = page.getByLabel('Name of this desk')
  await name.fill('Puerta del jardín')
  await page.getByRole('button', { name: 'Save' }).click()
  const me = async () => {
    const answer = await fetch(`${url}/api/devices/me`, {
      headers: { Authorization: `Bearer ${tokens.desk}` },
    })
    return identitySchema.parse(await answer.json()).device.name
  }
  await expect.poll(me).toBe('Puerta del jardín')
  await expect(page.getByRole('button', { name: 'Save' })).toBeDisabled()

  const autostart = page.getByRole('switch', { name: 'Open when the computer starts' })
  await expect(autostart).not.toBeChecked()
  await autostart.click()
  await expect(autostart).toBeChecked()
  if (process.platform === 'linux') {
    const file = path.join(config, 'autostart', 'front-desk.desktop')
    expect(readFileSync(file, 'utf8')).toContain('Exec="')
    await autostart.click()
    await expect.poll(() => existsSync(file)).toBe(false)
  }

  await open(desk, 'About')
  await expect(page.getByText(`protocol ${protocolVersion}`).nth(1)).toBeVisible()
  await page.getByRole('button', { name: 'Show the licences' }).click()
  await expect(page.getByText(/^react \d.*MIT/)).toBeVisible()
  await page.getByRole('button', { name: 'Copy diagnostics' }).click()
  await expect(page.getByText('Copied.')).toBeVisible()
  const copied = await inMain(desk.app, ({ clipboard }) => clipboard.readText())
  expect(copied).toContain('"reservations": ')
  expect(copied).toContain('"message":"Live"')
  const guests = await api.list()
  expect(guests.length).toBeGreaterThan(30)
  for (const { customer, notes, tags } of guests) {
    for (const secret of [customer.name, customer.phone, customer.email, notes, ...tags]) {
      if (secret !== undefined && secret.length > 3) expect(copied).not.toContain(secret)
    }
  }
  for (const token of Object.values(tokens)) expect(copied).not.toContain(token)

  // The next start is as this one was left.
  await desk.close()
  const again = await scene.desk('a', { server: url, token: tokens.desk, env: { XDG_CONFIG_HOME: config } })
  await again.isLive()
  await expect(again.page.locator('html')).toHaveAttribute('data-theme', 'dark')
  await expect(again.page.locator('html')).toHaveAttribute('lang', 'en')
})

test('a kiosk is left by the manager’s PIN alone, which the server knows, or by whoever starts it with --no-kiosk', async ({
  scene,
}) => {
  const { server } = await scene.server()
  const options = { server: server.ready.url, token: server.ready.tokens.desk }
  const isKiosk = (desk: TestDesk) =>
    inMain(desk.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isKiosk()))
  const first = await scene.desk('a', options)
  await first.isLive()
  await open(first, 'Este puesto')
  await first.page.getByRole('button', { name: 'Entrar en modo quiosco' }).click()
  await expect.poll(() => isKiosk(first)).toEqual([true])

  await focusWindow(first)
  for (const key of ['ctrl+q', 'ctrl+w', 'alt+F4', 'F11', 'ctrl+m', 'ctrl+r', 'ctrl+shift+i', 'F12']) {
    await pressKey(key)
  }
  await inMain(first.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  await first.page.evaluate(`window.desk.changeSettings({ kiosk: false })`)
  expect(
    await inMain(first.app, ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map((window) => [
        window.isKiosk(),
        window.isVisible(),
        window.webContents.isDevToolsOpened(),
      ]),
    ),
  ).toEqual([[true, true, false]])

  // A power cut does not end it.
  await first.kill()
  const second = await scene.desk('a', options)
  await expect.poll(() => isKiosk(second)).toEqual([true])
  await second.isLive()
  await open(second, 'Este puesto')
  await second.page.getByRole('button', { name: 'Salir del modo quiosco' }).click()
  const dialog = second.page.getByRole('dialog')
  const tell = async (pin: string): Promise<void> => {
    for (const digit of pin) await dialog.getByRole('button', { name: `Cifra ${digit}` }).click()
    await dialog.getByRole('button', { name: 'Salir', exact: true }).click()
  }
  await tell('1111')
  await expect(dialog.getByRole('alert')).toContainText('Ese PIN no es')
  await server.kill()
  await tell(demoPin)
  await expect(dialog.getByRole('alert')).toContainText('El servidor no contesta')
  expect(await isKiosk(second)).toEqual([true])
  await server.start()
  await second.retryNow()
  await second.isLive()
  await dialog.getByLabel('PIN', { exact: true }).fill(demoPin)
  await second.page.keyboard.press('Enter')
  await expect(dialog).toHaveCount(0)
  await expect.poll(() => isKiosk(second)).toEqual([false])

  await second.page.getByRole('button', { name: 'Entrar en modo quiosco' }).click()
  await expect.poll(() => isKiosk(second)).toEqual([true])
  await second.close()
  const third = await scene.desk('a', { ...options, args: ['--no-kiosk'] })
  await third.isLive()
  await expect.poll(() => isKiosk(third)).toEqual([false])
})

test('a manager’s kiosk opens no window of the system, and gives nobody what would lead out of it (the system’s windows are stubbed)', async ({
  scene,
}) => {
  const { server } = await scene.server()
  const { url, tokens } = server.ready
  const desk = await scene.desk('manager', { server: url, token: tokens.manager })
  const { page } = desk
  await desk.isLive()
  await inMain(desk.app, ({ shell, dialog }) => {
    shell.openPath = (folder) => {
      process.env.OPENED_BY_TEST = folder
      return Promise.resolve('')
    }
    dialog.showSaveDialog = () => {
      process.env.OPENED_BY_TEST = 'save dialog'
      return Promise.resolve({ canceled: true, filePath: '' })
    }
  })
  const opened = () => inMain(desk.app, () => process.env.OPENED_BY_TEST ?? null)
  const goTo = (screen: string) => page.getByTestId(`screen-${screen}`).click()
  const button = (name: string | RegExp) => page.getByRole('button', { name })
  const revokes = button(/^Dar de baja/)

  await open(desk, 'Este puesto')
  await expect(page.getByRole('switch', { name: 'Abrir al encender el equipo' })).toBeVisible()
  await button('Entrar en modo quiosco').click()
  await expect(button('Salir del modo quiosco')).toBeVisible()
  await expect(page.getByRole('switch', { name: 'Abrir al encender el equipo' })).toHaveCount(0)
  await button('Acerca de').click()
  await expect(button('Copiar el diagnóstico')).toBeVisible()
  await expect(button('Abrir la carpeta')).toHaveCount(0)
  await goTo('venue')
  await expect(page.locator('input[name=capacity]')).toBeVisible()
  await expect(page.locator('input[name=pin]')).toHaveCount(0)
  await goTo('numbers')
  await expect(button('Ver la tabla').first()).toBeVisible()
  await expect(button('Exportar CSV')).toHaveCount(0)
  await goTo('desks')
  await expect(revokes.first()).toBeVisible()
  for (const revoke of await revokes.all()) await expect(revoke).toBeDisabled()
  await expect(page.getByTestId('make-code')).toHaveCount(0)

  const id = '01980000-0000-7000-8000-000000000001'
  const pairing = { server: url, code: server.ready.pairingCode, name: 'Otro' }
  for (const command of [
    'openLogFolder()',
    'saveFile({ name: "a.csv", text: "a" })',
    'changePin({ pin: "1234" })',
    'makePairingCode({ role: "manager" })',
    `revokeDevice({ id: "${id}" })`,
    'startWithSystem({ on: false })',
    'installUpdate()',
    `pair(${JSON.stringify(pairing)})`,
  ]) {
    expect(await page.evaluate(`window.desk.${command}`), command).toEqual({
      ok: false,
      problem: { code: 'kiosk' },
    })
  }
  expect(await opened()).toBeNull()

  // The PIN is the one that it was.
  await open(desk, 'Este puesto')
  await button('Salir del modo quiosco').click()
  await page.getByLabel('PIN', { exact: true }).fill(demoPin)
  await page.keyboard.press('Enter')
  await expect(button('Entrar en modo quiosco')).toBeVisible()
  await button('Acerca de').click()
  await button('Abrir la carpeta').click()
  await expect.poll(opened).toContain('logs')
})

test('each way in which pairing fails is named, and the manager’s QR code pairs (clocks and versions of servers are made)', async ({
  scene,
}) => {
  const { server } = await scene.server()
  const foreign = {
    site: await someWebsite(),
    untrusted: await untrustedServer(),
    ahead: await healthyServer({ aheadMs: -10 * 60_000 }),
    behind: await healthyServer({ aheadMs: 3 * 60_000 }),
    old: await healthyServer({ protocol: protocolVersion - 1 }),
    newer: await healthyServer({ protocol: protocolVersion + 1 }),
    gone: await healthyServer(),
  }
  for (const each of Object.values(foreign)) scene.afterwards(each.stop)
  await foreign.gone.stop()
  const desk = await scene.desk('new')
  const { page } = desk
  const alert = page.getByRole('alert')
  const pair = async (address: string, code = 'AAAA1111'): Promise<void> => {
    await page.locator('input[name=server]').fill(address)
    await page.locator('input[name=code]').fill(code)
    await page.locator('input[name=name]').fill('Puerta')
    await page.locator('.pairing-form button[type=submit]').click()
  }
  const cases: [string, string, string][] = [
    ['http://desk.invalid', 'server_not_found', 'No existe esa dirección'],
    [foreign.gone.url, 'server_silent', 'El servidor no contesta'],
    [foreign.site.url, 'not_front_desk', 'Ahí no hay una recepción'],
    [foreign.untrusted.url, 'bad_certificate', 'El certificado no es de fiar'],
    [foreign.site.url.replace('http:', 'https:'), 'no_certificate', 'El servidor no tiene certificado'],
    [foreign.ahead.url, 'clock_wrong', 'Este equipo va 10 minutos adelantado'],
    [foreign.behind.url, 'clock_wrong', 'Este equipo va 3 minutos atrasado'],
    [foreign.old.url, 'server_too_old', 'El servidor es demasiado antiguo'],
    [foreign.newer.url, 'server_too_new', 'Esta aplicación es demasiado antigua'],
    [server.ready.url, 'pairing_code_invalid', 'El código ya no vale'],
  ]
  for (const [address, code, words] of cases) {
    await pair(address)
    await expect(alert).toHaveAttribute('data-code', code, { timeout: 15_000 })
    await expect(alert).toContainText(words)
  }

  // A USB scanner types the manager's code into the field that has the focus.
  const { url, pairingCode } = server.ready
  await page.locator('input[name=name]').fill('')
  await page.locator('input[name=name]').focus()
  await focusWindow(desk)
  await typeAsScanner(encodePairingText({ server: url, code: pairingCode }), { enter: false })
  await expect(page.getByText('Código leído')).toBeVisible()
  await expect(page.locator('input[name=code]')).toHaveValue(pairingCode)
  await expect(page.locator('input[name=server]')).toHaveValue(url)
  await page.locator('input[name=name]').fill('Puerta')
  await page.keyboard.press('Enter')
  await desk.isLive()

  // The same code once more: it is used up. Whoever goes on guessing has to wait.
  await page.getByRole('button', { name: 'Ajustes' }).click()
  await page.getByRole('button', { name: 'Este puesto', exact: true }).click()
  await page.getByRole('button', { name: 'Emparejar de nuevo' }).click()
  await pair(url, pairingCode)
  await expect(alert).toHaveAttribute('data-code', 'pairing_code_invalid')
  for (let guess = 0; guess < 12 && (await alert.getAttribute('data-code')) !== 'rate_limited'; guess++) {
    await page.locator('.pairing-form button[type=submit]').click()
    await expect(page.locator('.pairing-form button[type=submit]')).toBeEnabled()
  }
  await expect(alert).toHaveAttribute('data-code', 'rate_limited')
  await expect(alert).toContainText('de espera')
})
