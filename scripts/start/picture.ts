import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { chromium } from 'playwright'
import { root } from '../paths.ts'

/**
 * Waits until the desk shows live arrivals and saves a picture of its window.
 * @param devtools Where Chromium's DevTools listen, `ws://…`.
 * @returns The picture's path.
 */
export async function savePicture(devtools: string): Promise<string> {
  // It is left open until the desk ends: `browser.close()` would close the window too, and wait for that.
  const browser = await chromium.connectOverCDP(devtools)
  const [context] = browser.contexts()
  if (context === undefined) throw new Error('The desk has no window to take a picture of.')
  const page = context.pages()[0] ?? (await context.waitForEvent('page'))
  await page.locator('[data-testid=connection-badge][data-state=live]').waitFor({ timeout: 60_000 })
  await page.getByTestId('reservation-card').first().waitFor({ timeout: 60_000 })
  const file = path.join(root, 'screenshots', 'desk.png')
  await mkdir(path.dirname(file), { recursive: true })
  await page.screenshot({ path: file })
  return file
}
