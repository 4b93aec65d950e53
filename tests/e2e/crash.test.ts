import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect } from 'playwright/test'
import type { TestDesk } from './support/desk.ts'
import { inMain } from './support/in-main.ts'
import { test } from './support/scene.ts'

test('screen, graphics, store and main are killed one after the other: the desk is back where it was, and nothing is lost', async ({
  scene,
}) => {
  test.skip(process.platform !== 'linux', 'processes are found and killed as Linux names them')
  test.slow()
  const { server, api } = await scene.server()
  const { url, tokens } = server.ready
  const guests = [
    await api.create('Caída Almacén', 2),
    await api.create('Caída Gráficos', 2),
    await api.create('Caída Pantalla', 2),
    await api.create('Caída Principal', 2),
  ]
  const start = () => scene.desk('a', { server: url, token: tokens.desk })
  let desk = await start()
  await desk.isLive()
  await inMain(desk.app, ({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 1100, height: 700 }),
  )
  // From here on only the desk itself knows what was done.
  await server.kill()
  let inside = 0
  const admitOne = async () => {
    const guest = guests[inside++]
    if (guest === undefined) throw new Error('There are not enough guests.')
    await desk.page.locator('.typed-code input').fill(guest.code)
    await desk.page.locator('.typed-code input').press('Enter')
    await areInside()
  }
  const areInside = async () => {
    await desk.search('caida')
    for (const [index, { id }] of guests.entries())
      await expect(desk.card(id)).toHaveAttribute('data-arrived', index < inside ? '1' : '0')
  }
  const isBack = async (what: string, killedAt: number) => {
    await areInside()
    test.info().annotations.push({ type: 'back after', description: `${what}: ${Date.now() - killedAt} ms` })
  }
  await admitOne()

  const store = await storeOf(desk)
  process.kill(store, 'SIGKILL')
  const storeKilledAt = Date.now()
  await expect
    .poll(() =>
      storeOf(desk).then(
        (pid) => pid !== store,
        () => false,
      ),
    )
    .toBe(true)
  await isBack('store', storeKilledAt)
  await admitOne()

  const graphics = await processOf(desk, 'GPU')
  process.kill(graphics, 'SIGKILL')
  const graphicsKilledAt = Date.now()
  await expect
    .poll(() =>
      processOf(desk, 'GPU').then(
        (pid) => pid !== graphics,
        () => false,
      ),
    )
    .toBe(true)
  await isBack('graphics', graphicsKilledAt)
  await admitOne()

  await desk.kill()
  const mainKilledAt = Date.now()
  desk = await start()
  await isBack('main', mainKilledAt)
  expect(
    await inMain(desk.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds()),
  ).toEqual({ x: 40, y: 30, width: 1100, height: 700 })
  await admitOne()
  await desk.isWaitingFor(inside)

  // Last, since Playwright loses sight of a screen that was killed: what it shows is asked for in main.
  await desk.page.locator('.summary-number[data-look="in"]').click()
  await desk.page.locator('#tab-list').click()
  await desk.search('caida gra')
  await desk.page.getByTestId('list-row').filter({ hasText: 'Caída Gráficos' }).click()
  await expect(desk.page.locator('.guest-name')).toHaveText('Caída Gráficos')
  // Messages of one screen come to main in their order: what is seen has come before this one is answered.
  await desk.page.evaluate('window.desk.about()')
  const screenKilledAt = Date.now()
  await inMain(desk.app, async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    await new Promise<void>((resolve) => {
      contents?.once('did-finish-load', () => resolve())
      process.kill(contents?.getOSProcessId() ?? 0, 'SIGKILL')
    })
  })
  const seen = () =>
    inMain(desk.app, ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        `({
            waiting: document.querySelector('[data-testid="outbox-count"]')?.dataset.count,
            tab: document.querySelector('[role="tab"][aria-selected="true"]')?.id,
            filter: document.querySelector('.summary-number[aria-pressed="true"]')?.dataset.look,
            search: document.querySelector('#search')?.value,
            found: [...document.querySelectorAll('[data-testid="list-row"]')].map((row) => row.dataset.reservationId),
            guest: document.querySelector('.guest-name')?.textContent,
          })`,
      ),
    )
  await expect.poll(seen).toEqual({
    waiting: String(inside),
    tab: 'tab-list',
    filter: 'in',
    search: 'caida gra',
    found: [guests[1]?.id],
    guest: 'Caída Gráficos',
  })
  test
    .info()
    .annotations.push({ type: 'back after', description: `screen: ${Date.now() - screenKilledAt} ms` })

  const reports = async () =>
    (await readdir(path.join(scene.folder, 'a', 'logs'))).filter((name) => name.startsWith('crash-')).length
  // Of graphics, main and screen; the store is a process of its own here, and its end is in the log.
  await expect.poll(reports).toBeGreaterThanOrEqual(3)

  await server.start()
  for (const { id } of guests)
    await expect.poll(async () => (await api.find(id)).arrivedCount, { timeout: 120_000 }).toBe(1)
  // Measured for docs/installing.md; a busy machine is slow, so no time is asserted.
  const times = test.info().annotations.filter(({ type }) => type === 'back after')
  console.log(`Back after ${times.map(({ description }) => description).join(', ')}.`)
})

/** The store's process: a child of main that runs the store's program. */
async function storeOf(desk: TestDesk): Promise<number> {
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue
    // A process may end while it is looked at.
    const read = (file: string) => readFile(path.join('/proc', name, file), 'utf8').catch(() => '')
    if (!(await read('cmdline')).includes('store.cjs')) continue
    const parent = /^PPid:\s+(\d+)$/m.exec(await read('status'))?.[1]
    if (parent === String(desk.pid)) return Number(name)
  }
  throw new Error('The desk has no store.')
}

/** A process of Electron's own, by its type. */
async function processOf(desk: TestDesk, type: string): Promise<number> {
  const pid = await inMain(
    desk.app,
    ({ app }, wanted) => app.getAppMetrics().find((metric) => metric.type === wanted)?.pid,
    type,
  )
  if (pid === undefined) throw new Error(`The desk has no process of type ${type}.`)
  return pid
}
