import path from 'node:path'
import { expect } from 'playwright/test'
import { test } from './support/scene.ts'
import { makeWebcamVideo, webcamSwitches } from './support/webcam-video.ts'

test('a webcam that is pulled out says so, and reads on when it is back', async ({ scene }) => {
  const { server, api } = await scene.server()
  const guest = await api.create('Iria Enchufe', 2)
  const video = path.join(scene.folder, 'webcam.mjpeg')
  await makeWebcamVideo([await api.ticket(guest.id)], video, { hiddenMs: 3000, shownMs: 15_000, blur: 1 })
  const { url, tokens } = server.ready
  const desk = await scene.desk('a', { server: url, token: tokens.desk, args: webcamSwitches(video) })
  await desk.isLive()
  await desk.search('Iria Enchufe')
  await desk.page.getByTestId('camera-toggle').click()
  const finder = desk.page.locator('[data-decoder]')
  await expect(finder).toHaveAttribute('data-state', 'on')
  await expect(finder).toHaveAttribute('data-decoder', 'wasm')

  // Nobody can pull a fake device out: the page is told what it would be told.
  await desk.page.evaluate(() => {
    const stream = document.querySelector('video')?.srcObject
    if (stream instanceof MediaStream) stream.getVideoTracks()[0]?.dispatchEvent(new Event('ended'))
  })
  await expect(finder).toHaveAttribute('data-state', 'failed')
  await desk.page.evaluate(() => navigator.mediaDevices.dispatchEvent(new Event('devicechange')))
  await expect(finder).toHaveAttribute('data-state', 'on')
  await expect(desk.verdict).toHaveAttribute('data-outcome', 'admitted', { timeout: 60_000 })
})

test('a verdict lights up the whole screen, a dark entrance asks for a lamp, and an idle camera (the test moves the clock) pauses until a touch', async ({
  scene,
}) => {
  const { server, api } = await scene.server()
  const guest = await api.create('Noche Oscura', 2)
  const video = path.join(scene.folder, 'webcam.mjpeg')
  await makeWebcamVideo([await api.ticket(guest.id)], video, { hiddenMs: 1000, darkRest: true })
  const { url, tokens } = server.ready
  const desk = await scene.desk('a', { server: url, token: tokens.desk, args: webcamSwitches(video) })
  const { page } = desk
  await desk.isLive()
  await page.evaluate(`window.desk.changeSettings({ flashOn: true })`)
  // A flash is over before a test can look.
  await page.evaluate(() => {
    new MutationObserver((changes) => {
      for (const node of changes.flatMap(({ addedNodes }) => [...addedNodes])) {
        if (!(node instanceof HTMLElement) || !node.matches('.flash')) continue
        const { width, height } = node.getBoundingClientRect()
        document.body.dataset.flashed = `${node.dataset.tone} ${width === innerWidth && height === innerHeight}`
      }
    }).observe(document.body, { childList: true, subtree: true })
  })

  await page.getByTestId('camera-toggle').click()
  await expect(desk.verdict).toHaveAttribute('data-outcome', 'admitted', { timeout: 20_000 })
  await expect(page.locator('body')).toHaveAttribute('data-flashed', 'green true')
  await expect(page.getByTestId('flash')).toHaveCount(0)

  const finder = page.locator('.finder')
  await expect(finder.getByText('Hay poca luz: enciende una lámpara')).toBeVisible({ timeout: 30_000 })

  await page.clock.install()
  await page.evaluate(`window.desk.changeSettings({ cameraPauseMinutes: 5 })`)
  await expect(async () => {
    await page.clock.fastForward('05:01')
    await expect(finder).toHaveAttribute('data-state', 'paused', { timeout: 1_000 })
  }).toPass({ timeout: 20_000 })
  await expect(finder).toContainText('Cámara en pausa')
  await expect(finder.locator('video')).toHaveJSProperty('srcObject', null)
  await finder.click({ position: { x: 20, y: 60 } })
  await expect(finder).toHaveAttribute('data-state', 'on', { timeout: 20_000 })
})
