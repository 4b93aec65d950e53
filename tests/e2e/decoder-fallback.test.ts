import path from 'node:path'
import { expect } from 'playwright/test'
import { inMain } from './support/in-main.ts'
import { test } from './support/scene.ts'
import { makeWebcamVideo, webcamSwitches } from './support/webcam-video.ts'

test('without WebAssembly the page itself reads the codes, a phone in dark mode too', async ({ scene }) => {
  const { server, api } = await scene.server()
  const guest = await api.create('Nora Respaldo', 2)
  const video = path.join(scene.folder, 'webcam.mjpeg')
  // Shown for long: the page reads slowly, and only once it has found that the worker does not.
  await makeWebcamVideo([await api.ticket(guest.id)], video, { inverted: true, shownMs: 30_000, restMs: 0 })
  const { url, tokens } = server.ready
  const desk = await scene.desk('a', { server: url, token: tokens.desk, args: webcamSwitches(video) })
  await desk.isLive()
  await desk.search('Nora Respaldo')

  // From now on the desk cannot read the file: the routes of Playwright and of Electron do not see a worker's requests.
  await inMain(desk.app, ({ app, net, protocol }) => {
    const screen = `file://${app.getAppPath()}/dist/renderer`
    protocol.unhandle('app')
    protocol.handle('app', ({ url }) => {
      const { pathname } = new URL(url)
      return pathname.endsWith('.wasm') ? new Response(null, { status: 404 }) : net.fetch(screen + pathname)
    })
  })
  await desk.page.getByTestId('camera-toggle').click()

  await expect(desk.page.locator('[data-decoder="fallback"]')).toBeVisible()
  await expect(desk.verdict).toHaveAttribute('data-outcome', 'admitted', { timeout: 60_000 })
  await expect(desk.card(guest.id)).toHaveAttribute('data-arrived', '1')
})
