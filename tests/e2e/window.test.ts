import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'playwright/test'
import { deskWhere } from './support/desk.ts'
import { notified, startDunst } from './support/dunst.ts'
import { inMain } from './support/in-main.ts'
import { test } from './support/scene.ts'

const run = promisify(execFile)

test('closing the window leaves the desk in the tray: a VIP is told, and a second start shows it again', async ({
  scene,
}) => {
  test.skip(process.platform !== 'linux', 'dunst receives the notifications of Linux only')
  scene.afterwards(await startDunst())
  const { server, api } = await scene.server()
  const { url, tokens } = server.ready
  const vip = await api.create('Vera Íñigo', 2, { tags: ['VIP'] })
  const plain = await api.create('Nadie Especial', 2)
  const desk = await scene.desk('a', { server: url, token: tokens.desk })
  await desk.isLive()
  const isVisible = () =>
    inMain(desk.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows().map((window) => window.isVisible()))

  await inMain(desk.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  expect(await isVisible()).toEqual([false])

  await api.scan(await api.ticket(plain.id))
  await api.scan(await api.ticket(vip.id))
  await expect.poll(notified, { timeout: 15_000 }).toContain('Ha llegado un VIP: Vera Íñigo')
  expect(await notified()).not.toContain('Nadie Especial')

  const { executablePath, args, env } = await deskWhere()
  const second = await run(
    executablePath,
    [...args, '--server', url, '--token', tokens.desk, '--user-data', path.join(scene.folder, 'a')],
    { env },
  )
  expect(second.stderr).toContain('This desk is open already')
  await expect.poll(isVisible).toEqual([true])
})

test('a window that is not the desk’s own is answered nothing, though it has the same page and preload', async ({
  scene,
}) => {
  const { server } = await scene.server()
  const desk = await scene.desk('a', { server: server.ready.url, token: server.ready.tokens.desk })
  await desk.isLive()
  const answer = await inMain(desk.app, async ({ app, BrowserWindow }) => {
    const preload = `${app.getAppPath()}/dist/preload/index.cjs`
    const other = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } })
    await other.loadURL('app://desk/index.html')
    const said: unknown = await other.webContents.executeJavaScript(
      'window.desk.getState().then(() => "answered", (error) => error.message)',
    )
    other.destroy()
    return said
  })
  expect(answer).toContain("getState is answered to the desk's own page only.")
})

test('a screen that crashes is loaded again by itself', async ({ scene }) => {
  const { server } = await scene.server()
  const desk = await scene.desk('a', { server: server.ready.url, token: server.ready.tokens.desk })
  await desk.isLive()
  const badge = () =>
    inMain(desk.app, ({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        `document.querySelector('[data-testid="connection-badge"]')?.dataset.state`,
      ),
    )
  // Nothing may be asked of a screen in between: one that is gone never answers.
  await inMain(desk.app, async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    await new Promise<void>((resolve) => {
      contents?.once('did-finish-load', () => resolve())
      contents?.forcefullyCrashRenderer()
    })
  })
  await expect.poll(badge, { timeout: 15_000 }).toBe('live')
})

test('the desk ends at once when it is asked to, and keeps where its window was', async ({ scene }) => {
  const { server } = await scene.server()
  const start = () => scene.desk('a', { server: server.ready.url, token: server.ready.tokens.desk })
  const first = await start()
  await first.isLive()
  await inMain(first.app, ({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 1100, height: 700 }),
  )
  const bounds = () => readFile(path.join(scene.folder, 'a', 'window.json'), 'utf8').catch(() => '')
  await expect.poll(bounds).toContain('"width":1100')
  await first.close()
  expect(first.exitCode, 'it ended by itself, it was not killed').toBe(0)

  const second = await start()
  await second.isLive()
  expect(
    await inMain(second.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds()),
  ).toEqual({ x: 40, y: 30, width: 1100, height: 700 })
})

test('an address that is none ends the start with a sentence and exit code 2', async () => {
  const { executablePath, args, env } = await deskWhere()
  const failed = await run(executablePath, [...args, '--server', 'desk.example'], { env }).then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(failed).toMatchObject({ code: 2 })
  expect(failed).toHaveProperty(
    'stderr',
    expect.stringMatching(/^--server "desk\.example" is not an address.*http:/m),
  )
})

test('a machine without graphics is not asked for them again at the next start', async ({ scene }) => {
  const { server } = await scene.server()
  const start = () => scene.desk('a', { server: server.ready.url, token: server.ready.tokens.desk })
  const kept = () => readFile(path.join(scene.folder, 'a', 'graphics.json'), 'utf8').catch(() => '')
  const starts = async () => {
    const text = await readFile(path.join(scene.folder, 'a', 'logs', 'desk.log'), 'utf8')
    return text.match(/"message":"The desk starts".*/g)
  }
  const first = await start()
  await first.isLive()
  const compositing = await inMain(first.app, ({ app }) => app.getGPUFeatureStatus().gpu_compositing)
  test.skip(!compositing.startsWith('disabled'), 'This machine has graphics.')
  await expect.poll(kept).toContain('"electron":')
  await first.close()

  const second = await start()
  await second.isLive()
  expect(await starts()).toEqual([
    expect.stringContaining('"graphics":true'),
    expect.stringContaining('"graphics":false'),
  ])
})
