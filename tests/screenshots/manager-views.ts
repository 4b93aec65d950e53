import { expect } from 'playwright/test'
import type { TestDesk } from '../e2e/support/desk.ts'

/** Brings a manager's app into a state, and says how it leaves it. */
type ManagerView = (manager: TestDesk) => Promise<() => Promise<void>>

const open = (manager: TestDesk, screen: string): Promise<void> =>
  manager.page.getByTestId(`screen-${screen}`).click()
const stay = (): Promise<void> => Promise.resolve()

/** Every view of a manager's app, by the name of its picture. */
export const managerViews: Record<string, ManagerView> = {
  'manager-desks': async (manager) => {
    const { page } = manager
    await open(manager, 'desks')
    await expect(page.getByTestId('desk-row').first()).toBeVisible()
    await page.getByTestId('make-code').click()
    await expect(page.getByTestId('pairing-code')).toBeVisible()
    return stay
  },
  'manager-replay': async (manager) => {
    const { page } = manager
    await open(manager, 'replay')
    const slider = page.getByTestId('replay-slider')
    await slider.press('End')
    for (let step = 0; step < 8; step += 1) await slider.press('ArrowLeft')
    return stay
  },
  'manager-numbers': async (manager) => {
    await open(manager, 'numbers')
    await expect(manager.page.getByTestId('numbers-arrived')).toBeVisible()
    await manager.page.getByText(/^(28 días|28 days)$/).click()
    await expect(manager.page.getByText(/28 días juntos|28 days together/)).toBeVisible()
    return stay
  },
  'manager-venue': async (manager) => {
    const { page } = manager
    await open(manager, 'venue')
    await page.locator('input[name=capacity]').fill('muchas')
    await page.getByTestId('venue-save').click()
    await expect(page.getByRole('alert')).toBeVisible()
    return async () => {
      await page.getByRole('button', { name: /^(Descartar|Discard)$/ }).click()
    }
  },
  'manager-guest-days': async (manager) => {
    const { page } = manager
    await open(manager, 'venue')
    const days = page.locator('input[name=guestDays]')
    await days.fill('30')
    await days.evaluate((field) => field.scrollIntoView({ block: 'center' }))
    return async () => {
      await page.getByRole('button', { name: /^(Descartar|Discard)$/ }).click()
    }
  },
  'manager-forget-guests': async (manager) => {
    const { page } = manager
    await open(manager, 'venue')
    await page.locator('input[name=guestDays]').fill('30')
    await page.getByTestId('venue-save').click()
    await expect(page.getByTestId('forget-guests')).toBeVisible()
    return async () => {
      await page.keyboard.press('Escape')
      await page.getByRole('button', { name: /^(Descartar|Discard)$/ }).click()
    }
  },
}
