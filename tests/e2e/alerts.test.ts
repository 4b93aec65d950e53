import axe from 'axe-core'
import type { AxeResults } from 'axe-core'
import { expect } from 'playwright/test'
import { defaultAlerts, type AlertSettings } from '../../contract/alerts.ts'
import type { SettingsChanges } from '../../contract/ipc.ts'
import type { TestDesk } from './support/desk.ts'
import { clickNotification, startDunst, titles } from './support/dunst.ts'
import { untrustedServer } from './support/foreign-server.ts'
import { inMain } from './support/in-main.ts'
import { test } from './support/scene.ts'
import type { TestServer } from './support/server.ts'
import { catchTray, clickTray, trayTip } from './support/tray.ts'

/** So short that a test sees them pass. */
const soon = 0.03
const alerts: AlertSettings = {
  ...defaultAlerts,
  largeParty: { on: true, people: 12 },
  late: { on: true, minutes: soon },
  full: { on: false, percent: 1 },
  deskOffline: { on: true, minutes: soon },
  unsent: { on: true, minutes: soon },
  trouble: { on: true, minutes: soon },
}
const hourMs = 3_600_000

const settings = (desk: TestDesk, changes: SettingsChanges) =>
  desk.page.evaluate(`window.desk.changeSettings(${JSON.stringify(changes)})`)
const isVisible = (desk: TestDesk) =>
  inMain(desk.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows().some((window) => window.isVisible()))
const wasTold = (title: string) => expect.poll(titles, { timeout: 20_000 }).toContainEqual(title)

/** A desk's stream, as a desk opens it. */
async function openStream({ ready }: TestServer): Promise<() => void> {
  const closing = new AbortController()
  const response = await fetch(`${ready.url}/api/reservas/events?businessId=${ready.businessId}`, {
    headers: { Authorization: `Bearer ${ready.tokens.desk}`, Accept: 'text/event-stream' },
    signal: closing.signal,
  })
  expect(response.status).toBe(200)
  // An answer that nobody reads is closed when the garbage is collected. Its end by `abort` is no failure.
  response.body?.pipeTo(new WritableStream()).catch(() => undefined)
  return () => closing.abort()
}

test('a manager hears of each thing once, in the tray and by the system; a click leads to the guest', async ({
  scene,
}) => {
  test.setTimeout(180_000)
  test.skip(process.platform !== 'linux', 'dunst receives the notifications of Linux only')
  scene.afterwards(await startDunst())
  const { server, api } = await scene.server()
  const vip = (name: string) => api.create(name, 2, { tags: ['VIP'], startsAt: inAnHour() })
  const inAnHour = () => new Date(Date.now() + hourMs / 2).toISOString()

  const proxy = await scene.proxy(server.ready.url)
  const start = () => scene.desk('manager', { server: proxy.url, token: server.ready.tokens.manager })
  const first = await start()
  await first.isLive()
  await expect.poll(() => isVisible(first), 'the first time it shows its window').toBe(true)
  await settings(first, { alerts })
  await catchTray(first)

  await test.step('VIP', async () => {
    const guest = await vip('Vera Íñigo')
    await api.scan(await api.ticket(guest.id))
    await clickNotification()
    await expect(first.page.getByRole('complementary', { name: /Vera Íñigo$/ })).toBeVisible()
    await wasTold('Ha llegado un VIP: Vera Íñigo')
    await api.scan(await api.ticket(guest.id))
  })

  await test.step('a large party', async () => {
    const party = await api.create('Boda Salas', 12, { startsAt: inAnHour() })
    await api.scan(await api.ticket(party.id), 3)
    await wasTold('Llega un grupo grande: Boda Salas')
  })

  await test.step('late, and several at once as one', async () => {
    await api.create('Tardía Soler', 2)
    await wasTold('Se retrasa: Tardía Soler')
    for (const name of ['Uno', 'Dos', 'Tres', 'Cuatro', 'Cinco']) await api.create(name, 2)
    await wasTold('5 grupos tarde')
  })

  await test.step('over capacity', async () => {
    await settings(first, { alerts: { ...alerts, full: { on: true, percent: 1 } } })
    await expect
      .poll(titles)
      .toContainEqual(expect.stringMatching(/^(Aforo superado|El aforo está casi completo)$/))
  })

  await test.step('refused scans in a row at a desk', async () => {
    for (const code of ['FD1AAAA', 'FD1BBBB', 'FD1CCCC', 'FD1DDDD']) await api.scan(code)
    await wasTold('3 escaneos rechazados en Puesto 2')
  })

  await test.step('a desk that was there and is not', async () => {
    const close = await openStream(server)
    const connected = async () => {
      const panel = await first.page.evaluate('window.desk.getPanel()')
      return JSON.stringify(panel)
    }
    await expect.poll(connected, { timeout: 10_000 }).toContain('"connected":1')
    close()
    await wasTold('Puesto 1 está sin conexión')
  })

  await test.step('the panel of the tray', async () => {
    await expect.poll(() => trayTip(first)).toMatch(/Tiempo real · \d+ dentro · \d+ avisos/)
    const opened = first.app.waitForEvent('window')
    await clickTray(first)
    const panel = await opened
    await expect(panel.getByTestId('panel-connection')).toHaveText('Tiempo real')
    await expect(panel.getByTestId('panel-desks')).toContainText('Puesto 1: sin conexión')
    await expect(panel.getByTestId('panel-late')).toHaveText(/\d/)
    // What has been looked at is not new any more.
    await expect.poll(() => trayTip(first)).not.toContain('avisos')
    const answer = await panel.evaluate(() => [typeof Reflect.get(globalThis, 'require'), isSecureContext])
    expect(answer).toEqual(['undefined', true])
    await panel.evaluate(axe.source)
    const found = await panel.evaluate<AxeResults>(
      `axe.run(document, ${JSON.stringify({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] })})`,
    )
    expect(found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    const closed = panel.waitForEvent('close')
    await panel.getByTestId('panel-alert').filter({ hasText: 'Puesto 1 está sin conexión' }).click()
    await closed
    const row = first.page.getByTestId('desk-row').filter({ hasText: 'Puesto 1' })
    await expect(row, 'an alert leads to the line of its desk').toBeFocused()
    await first.page.getByTestId('screen-evening').click()
  })

  await test.step('silence, and a summary at its end', async () => {
    await settings(first, { mutedUntil: new Date(Date.now() + hourMs).toISOString() })
    const guest = await vip('Silencio Prats')
    await api.scan(await api.ticket(guest.id))
    await expect.poll(() => trayTip(first)).toContain('1 aviso')
    await settings(first, { mutedUntil: null })
    await wasTold('Durante el silencio')
    expect(await titles()).not.toContain('Ha llegado un VIP: Silencio Prats')
  })

  await test.step('the server is out of reach, and what is done meanwhile waits; some of it is refused', async () => {
    const kept = await api.create('Guardada Sol', 2, { startsAt: inAnHour() })
    const removed = await api.create('Borrada Luna', 2, { startsAt: inAnHour() })
    await first.search('Borrada Luna')
    await expect(first.card(removed.id)).toBeVisible()
    proxy.swallow({ toServer: true, toDesk: true })
    proxy.cut()
    await wasTold('El servidor no contesta')
    for (const { id } of [kept, removed]) {
      const input = JSON.stringify({ id, changes: { table: '3' } })
      await first.page.evaluate(`window.desk.updateReservation(${input})`)
    }
    await wasTold('2 cambios sin enviar')
    await api.remove(removed.id)
    proxy.swallow({ toServer: false, toDesk: false })
    proxy.cut()
    await expect
      .poll(async () => {
        await first.retryNow()
        return first.badge.getAttribute('data-state')
      })
      .toBe('live')
    await wasTold('El servidor no aceptó un cambio')
    await first.isWaitingFor(0)
  })

  const before = await titles()
  expect(
    before.filter((title) => title === 'Ha llegado un VIP: Vera Íñigo'),
    'once',
  ).toHaveLength(1)
  await first.close()

  await test.step('started again it is in the tray, and sums up what it has missed', async () => {
    for (const name of ['Ausente Gil', 'Ausente Mas', 'Ausente Roig']) {
      const guest = await vip(name)
      await api.scan(await api.ticket(guest.id))
    }
    const second = await start()
    await second.isLive()
    await wasTold('Mientras no estabas')
    expect(await isVisible(second), 'no window shows').toBe(false)
    const after = await titles()
    expect(after.slice(before.length)).toEqual(['Mientras no estabas'])
    await second.close()
  })

  await test.step('a server that cannot prove who it is', async () => {
    const impostor = await untrustedServer()
    scene.afterwards(impostor.stop)
    const { manager } = server.ready.tokens
    const third = await scene.desk('manager', { server: impostor.url, token: manager })
    await wasTold('El certificado del servidor no vale')
    await third.close()
  })
})
