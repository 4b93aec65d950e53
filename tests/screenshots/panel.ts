import { expect } from 'playwright/test'
import { defaultAlerts } from '../../contract/alerts.ts'
import type { TestDesk } from '../e2e/support/desk.ts'
import { resize } from '../e2e/support/look.ts'
import type { Scene } from '../e2e/support/scene.ts'
import { catchTray, clickTray, trayTip } from '../e2e/support/tray.ts'

/** The tray's panel of a manager's desk on a busy evening: a VIP, a large party, refused scans, and a desk that is gone. */
export async function openPanel(scene: Scene): Promise<{ desk: TestDesk; fitsText: () => Promise<void> }> {
  const { server, api } = await scene.server()
  const { url, tokens } = server.ready
  const beside = await scene.desk('beside', { server: url, token: tokens.desk })
  const manager = await scene.desk('manager', { server: url, token: tokens.manager })
  await beside.isLive()
  await manager.isLive()
  const alerts = { ...defaultAlerts, deskOffline: { on: true, minutes: 0.03 } }
  await manager.page.evaluate(`window.desk.changeSettings(${JSON.stringify({ alerts })})`)
  await catchTray(manager)
  const panelNow = () =>
    manager.page.evaluate('window.desk.getPanel()').then((panel) => JSON.stringify(panel))
  await expect.poll(panelNow, { timeout: 20_000 }).toContain('"connected":1')

  const vip = await api.create('Vera Íñigo', 2, { tags: ['VIP'], table: '4' })
  await api.scan(await api.ticket(vip.id), 2)
  const party = await api.create('Boda Salas', 14)
  await api.scan(await api.ticket(party.id), 6)
  for (const code of ['FD1AAAA', 'FD1BBBB', 'FD1CCCC']) await api.scan(code)
  await beside.close()
  for (const kind of ['vip', 'largeParty', 'refusals', 'deskOffline']) {
    await expect.poll(panelNow, { timeout: 30_000 }).toContain(`"kind":"${kind}"`)
  }
  await expect.poll(() => trayTip(manager)).toContain('aviso')

  const opened = manager.app.waitForEvent('window')
  await clickTray(manager)
  const desk = manager.through(await opened)
  await expect(desk.page.getByTestId('panel-alert').first()).toBeVisible()
  return {
    desk,
    /** As large as the desk would have opened it at this size of text. */
    fitsText: async () => {
      const scale = await desk.page.evaluate(
        () => parseFloat(getComputedStyle(document.documentElement).fontSize) / 16,
      )
      await resize(desk, { width: Math.round(380 * scale), height: Math.min(Math.round(600 * scale), 884) })
    },
  }
}
