import path from 'node:path'
import { expect } from 'playwright/test'
import { test } from './support/scene.ts'
import { makeWebcamVideo, webcamSwitches } from './support/webcam-video.ts'

test('a webcam that is pulled out says so, and reads on when it is back', async ({ scene }) => {
  const { server, api } = await scene.server()
  const guest = await api.create('Iria Enchufe', 2)
  const video = path.join(scene.folder, 'webcam.mjpeg')
  await makeWebcamVideo([await api.ticket(guest.id)], video, { hiddenMs: 3000, blur: 1 })
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
  await expect(desk.verdict).toHaveAttribute('data-outcome', 'admitted', { timeout: 15_000 })
})
