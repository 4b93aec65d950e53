import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'playwright/test'
import { checkPackage } from '../../scripts/package/check.ts'
import { launchWatched } from './support/devtools.ts'
import { packageForPlainUser } from './support/plain-user.ts'
import { test } from './support/scene.ts'

const run = promisify(execFile)

/** No way to run the app as something else, or something else as the app. */
const expectedFuses = {
  RunAsNode: 'Disabled',
  EnableNodeOptionsEnvironmentVariable: 'Disabled',
  EnableNodeCliInspectArguments: 'Disabled',
  EnableEmbeddedAsarIntegrityValidation: 'Enabled',
  OnlyLoadAppFromAsar: 'Enabled',
  GrantFileProtocolExtraPrivileges: 'Disabled',
}

test('the packaged app, copied elsewhere and started by another user, is paired, goes live and scans a guest in', async ({
  scene,
}) => {
  test.slow()
  const { server, api } = await scene.server()
  const { url, pairingCode } = server.ready
  const { executablePath, env, as, home, cleanUp } = await packageForPlainUser()
  scene.afterwards(cleanUp)

  if (process.platform !== 'darwin') {
    expect(checkPackage(path.join(path.dirname(executablePath), 'resources'))).toEqual([])
  }
  const { stdout: fuses } = await run('electron-fuses', ['read', '--app', executablePath], {
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
  })
  for (const [fuse, state] of Object.entries(expectedFuses)) expect(fuses).toContain(`${fuse} is ${state}`)

  const { page, close } = await launchWatched(
    executablePath,
    [`--user-data=${path.join(home, 'desk')}`],
    // It would be a plain Node, and run what it is told, without the fuse.
    { env: { ...env, ELECTRON_RUN_AS_NODE: '1', LANGUAGE: 'es' }, cwd: home, ...as },
  )
  scene.afterwards(close)
  await page.locator('input[name=server]').fill(url)
  await page.locator('input[name=code]').fill(pairingCode)
  await page.locator('input[name=name]').fill('Puerta del jardín')
  await page.locator('form button[type=submit]').click()
  await expect(page.getByTestId('connection-badge')).toHaveAttribute('data-state', 'live', {
    timeout: 60_000,
  })

  const guest = await api.create('Paquete Soler', 3)
  await page.getByTestId('search').fill('soler')
  const card = page.locator(`[data-testid="reservation-card"][data-reservation-id="${guest.id}"]`)
  await expect(card).toHaveAttribute('data-arrived', '0')
  // The whole ticket, as text: its signature is verified, and the store's process keeps the scan.
  await page.locator('.typed-code input').fill(await api.ticket(guest.id))
  await page.locator('.typed-code input').press('Enter')
  await expect(page.getByTestId('scan-result')).toHaveAttribute('data-outcome', 'admitted')
  await expect(card).toHaveAttribute('data-arrived', '1')
  await expect.poll(async () => (await api.find(guest.id)).arrivedCount).toBe(1)

  const second = await run(executablePath, [`--user-data=${path.join(home, 'desk')}`], {
    env,
    cwd: home,
    ...as,
  })
  expect(second.stderr).toContain('This desk is open already')
})
