import path from 'node:path'
import { expect } from 'playwright/test'
import type { Reservation } from '../../contract/reservation.ts'
import { buildEarlier, layOutEarlier, whyNoEarlier } from '../compat/earlier.ts'
import { TestApi } from './support/api.ts'
import { TestDesk } from './support/desk.ts'
import { test } from './support/scene.ts'
import { TestServer } from './support/server.ts'

test('an earlier desk works with this server; this desk takes over what it left unsent, and works with the earlier server', async ({
  scene,
}, testInfo) => {
  const why = await whyNoEarlier()
  // Said in the report: what is not in the clone cannot be built from it.
  test.skip(why !== undefined, why)
  test.setTimeout(600_000)
  const checkout = path.join(scene.folder, 'earlier')
  await layOutEarlier(checkout)
  const command = await buildEarlier(checkout)

  const { server, api } = await scene.server()
  const { url, tokens } = server.ready
  const offline = await api.create('Antigua Segunda', 2)
  const guest = await api.create('Antigua Rojas', 3, { notes: 'Junto a la ventana', tags: ['vip'] })
  const earlier = await TestDesk.launch({
    command,
    server: url,
    token: tokens.desk,
    userData: path.join(scene.folder, 'a'),
  })
  scene.afterwards(() => earlier.close())
  await earlier.isLive()
  await admit(earlier, guest)
  await expect.poll(async () => (await api.find(guest.id)).arrivedCount).toBe(1)
  await server.kill()
  await admit(earlier, offline)
  await earlier.isWaitingFor(1)
  await earlier.close()

  // As after an update: the same folder, on whose disk the earlier desk's file lies.
  const updated = await scene.desk('a', { server: url, token: tokens.desk })
  await updated.isWaitingFor(1)
  await updated.search('antigua')
  for (const { id } of [guest, offline]) await expect(updated.card(id)).toHaveAttribute('data-arrived', '1')
  await server.start()
  await updated.retryNow()
  await updated.isLive()
  await updated.isWaitingFor(0)
  await expect.poll(async () => (await api.find(offline.id)).arrivedCount).toBe(1)
  await updated.close()

  const old = new TestServer({
    checkout,
    dataDir: path.join(scene.folder, 'earlier-server'),
    logFile: path.join(testInfo.outputDir, 'earlier-server.log'),
  })
  scene.afterwards(() => old.stop())
  await old.start()
  const oldApi = new TestApi(old.ready)
  const other = await oldApi.create('Nueva Rojas', 2)
  const today = await scene.desk('b', { server: old.ready.url, token: old.ready.tokens.desk })
  await today.isLive()
  await admit(today, other)
  await expect.poll(async () => (await oldApi.find(other.id)).arrivedCount).toBe(1)
})

/** Lets one guest in by the code that is typed, which every version of the desk has. */
async function admit(desk: TestDesk, { id, code, customer }: Reservation): Promise<void> {
  await desk.search(customer.name)
  await desk.page.locator('.typed-code input').fill(code)
  await desk.page.locator('.typed-code input').press('Enter')
  await expect(desk.card(id)).toHaveAttribute('data-arrived', '1')
}
