import path from 'node:path'
import { expect } from 'playwright/test'
import { deskWhere } from './support/desk.ts'
import { launchWatched } from './support/devtools.ts'
import { packagedDesk } from './support/packaged.ts'
import { test } from './support/scene.ts'

test('the packaged app starts by itself, goes live and shows the arrivals', async ({ scene }) => {
  test.slow()
  const { server, api } = await scene.server()
  const { url, tokens } = server.ready
  const executable = await packagedDesk()
  const { args, env } = await deskWhere()
  // Everything that it needs is in the package.
  const own = { ...env }
  delete own.FRONTDESK_NODE
  const switches = args.filter((argument) => argument.startsWith('--'))
  const { page, close } = await launchWatched(
    executable,
    [...switches, `--server=${url}`, `--token=${tokens.desk}`, `--user-data=${path.join(scene.folder, 'a')}`],
    { env: own },
  )
  scene.afterwards(close)
  await expect(page.getByTestId('connection-badge')).toHaveAttribute('data-state', 'live', {
    timeout: 20_000,
  })
  const guest = await api.create('Paquete Soler', 3)
  await page.getByTestId('search').fill('soler')
  await expect(page.locator(`[data-reservation-id="${guest.id}"]`)).toBeVisible()
})
