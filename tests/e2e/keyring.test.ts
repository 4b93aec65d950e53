import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'playwright/test'
import { test } from './support/scene.ts'

const args = ['--password-store=basic']

test.describe('a computer without a keyring', () => {
  test.skip(process.platform !== 'linux', 'macOS and Windows always have one')

  test('is told of it where it is paired and in its settings, and what to do, in both languages', async ({
    scene,
  }) => {
    const { server } = await scene.server()
    const { url, pairingCode } = server.ready
    const desk = await scene.desk('a', { args })
    const { page } = desk
    const note = page.getByTestId('no-keyring')
    await expect(note).toContainText('Este equipo no tiene llavero')
    await expect(note).toContainText('gnome-keyring')
    for (const [field, value] of Object.entries({ server: url, code: pairingCode, name: 'Puerta' }))
      await page.locator(`input[name=${field}]`).fill(value)
    await page.locator('.pairing-form button[type=submit]').click()
    await desk.isLive()
    // Nothing of it in the way of the evening.
    await expect(note).toHaveCount(0)

    await page.getByRole('button', { name: 'Ajustes' }).click()
    await page.getByRole('button', { name: 'Este puesto', exact: true }).click()
    await expect(note).toBeVisible()
    await page.evaluate(`window.desk.changeSettings({ language: 'en' })`)
    await expect(note).toContainText('This computer has no keyring')
    await page.getByRole('button', { name: 'About', exact: true }).click()
    await expect(page.getByText('In a file: this system has no keyring')).toBeVisible()
  })

  test('says so when its data cannot be opened any more, or not now (the file of the key is changed by hand)', async ({
    scene,
  }) => {
    const { server } = await scene.server()
    const options = { server: server.ready.url, token: server.ready.tokens.desk, args }
    const keyFile = path.join(scene.folder, 'a', 'store-key.json')
    const first = await scene.desk('a', options)
    await first.isLive()
    await first.close()
    const key = readFileSync(keyFile, 'utf8')

    // Sealed by a keyring that is not there now: what it holds is not given up.
    writeFileSync(keyFile, JSON.stringify({ sealed: true, key: 'AAAA' }))
    const away = await scene.desk('a', { args })
    await expect(away.page.getByText('El llavero del sistema está bloqueado o no está')).toBeVisible()
    await expect(away.page.getByTestId('no-keyring')).toHaveCount(0)
    await away.close()
    writeFileSync(keyFile, key)
    const back = await scene.desk('a', options)
    await back.isLive()
    await expect(back.page.getByText('El llavero del sistema')).toHaveCount(0)
    await back.close()

    const lost = JSON.stringify({ sealed: false, key: Buffer.alloc(32, 5).toString('base64') })
    writeFileSync(keyFile, lost)
    const other = await scene.desk('a', options)
    await expect(other.page.getByText('El llavero del sistema ya no abre los datos')).toBeVisible()
    await other.isLive()
  })
})
