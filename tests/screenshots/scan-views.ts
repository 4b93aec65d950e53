import { expect } from 'playwright/test'
import { focusWindow, typeAsScanner } from '../e2e/support/xdotool.ts'
import type { Stage, View } from './views.ts'

/** Scanning beside its verdicts: looking up, and a manager's PIN. */
export const scanViews: Record<string, View> = {
  'look-up': async (stage) => {
    const { desk, api, guest } = stage
    await desk.page.getByTestId('mode-look-up').click()
    await focusWindow(desk)
    await typeAsScanner(await api.ticket(guest.id), { enter: true })
    await expect(desk.page.getByTestId('look-up-result')).toBeVisible()
    return async () => {
      await desk.page.keyboard.press('Escape')
      await desk.page.getByTestId('mode-admit').click()
      await expect(desk.page.getByTestId('look-up-notice')).toHaveCount(0)
    }
  },
  'look-up-mode': async ({ desk }) => {
    await desk.page.getByTestId('mode-look-up').click()
    return async () => {
      await desk.page.getByTestId('mode-admit').click()
    }
  },
  override: async (stage) => {
    const { desk, api } = stage
    const party = await api.create('Bruno Salvatierra', 2, { table: '9' })
    const ticket = await api.ticket(party.id)
    await api.scan(ticket, 2)
    await focusWindow(desk)
    await typeAsScanner(ticket, { enter: true })
    await desk.verdict.getByRole('button', { name: /PIN/ }).click()
    await desk.page.getByRole('dialog').locator('button[type=submit]').click()
    await expect(desk.page.getByRole('alert')).toHaveCount(2)
    return async () => {
      await close(stage)
      await api.remove(party.id)
    }
  },
}

async function close({ desk }: Stage): Promise<void> {
  await desk.page.keyboard.press('Escape')
  await expect(desk.page.getByRole('dialog')).toHaveCount(0)
}
