import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'playwright/test'
import { test } from './support/scene.ts'

test('a desk is paired by a code that is typed once, and is the same desk after a restart', async ({
  scene,
}) => {
  const { server } = await scene.server()
  const { url, pairingCode } = server.ready
  const first = await scene.desk('new')
  await expect(first.page.getByTestId('connection-badge')).toHaveCount(0)
  const pair = async (code: string): Promise<void> => {
    await first.page.locator('input[name=server]').fill(url)
    await first.page.locator('input[name=code]').fill(code)
    await first.page.locator('input[name=name]').fill('Puerta del jardín')
    await first.page.locator('form button[type=submit]').click()
  }
  await pair('AAAA1111')
  await expect(first.page.getByRole('alert')).toBeVisible()
  // As people write a code that they were told.
  await pair(` ${pairingCode.slice(0, 4).toLowerCase()} ${pairingCode.slice(4)}`)
  await first.isLive()
  await first.close()

  const again = await scene.desk('new')
  await again.isLive()
  const saved = readFileSync(path.join(scene.folder, 'new', 'pairing.json'), 'utf8')
  expect(saved).toContain(url)
  expect(await again.page.evaluate(() => localStorage.length)).toBe(0)
})
