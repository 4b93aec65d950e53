import path from 'node:path'
import { expect } from 'playwright/test'
import { test } from './support/scene.ts'
import { makeWebcamVideo } from './support/webcam-video.ts'
import { focusWindow, typeAsScanner } from './support/xdotool.ts'

test("a guest's QR code before the webcam of one desk is on the other desk's screen", async ({ scene }) => {
  const { server, api } = await scene.server()
  const { url, tokens } = server.ready
  const guest = await api.create('Cámara Ibáñez', 2)
  const video = path.join(scene.folder, 'webcam.mjpeg')
  await makeWebcamVideo([await api.ticket(guest.id)], video, { shownMs: 15_000 })
  const [a, b] = await Promise.all([
    scene.desk('a', {
      server: url,
      token: tokens.desk,
      args: [
        '--use-fake-device-for-media-stream',
        '--use-fake-ui-for-media-stream',
        `--use-file-for-fake-video-capture=${video}`,
      ],
    }),
    scene.desk('b', { server: url, token: tokens.desk2 }),
  ])
  await Promise.all([a.isLive(), b.isLive()])
  // Without case and accents, as a host types.
  await Promise.all([a.search('camara ibanez'), b.search('IBAÑEZ')])
  await expect(b.card(guest.id)).toHaveAttribute('data-arrived', '0')

  await a.page.getByTestId('camera-toggle').click()

  await expect(a.verdict).toHaveAttribute('data-outcome', 'admitted', { timeout: 60_000 })
  await expect(a.card(guest.id)).toHaveAttribute('data-arrived', '1')
  await expect(b.card(guest.id)).toHaveAttribute('data-arrived', '1')
  await expect(b.card(guest.id)).toHaveAttribute('data-status', 'arrived')
  expect(await api.find(guest.id)).toMatchObject({ arrivedCount: 1, scanCount: 1, status: 'arrived' })
})

test('a USB scanner is heard while a dialog is open and while a note is being written, which stays as it was', async ({
  scene,
}) => {
  test.skip(process.platform !== 'linux', 'xdotool types on Linux only')
  const { server, api } = await scene.server()
  const { url, tokens } = server.ready
  const first = await api.create('Lectora Primera', 3)
  const second = await api.create('Lectora Segunda', 3)
  const [a, b] = await Promise.all([
    scene.desk('a', { server: url, token: tokens.desk }),
    scene.desk('b', { server: url, token: tokens.desk2 }),
  ])
  await Promise.all([a.isLive(), b.isLive()])
  await b.search('lectora')

  await a.page.getByTestId('new-reservation').click()
  const dialog = a.page.getByRole('dialog')
  await dialog.getByRole('button').last().focus()
  await focusWindow(a)
  await typeAsScanner(await api.ticket(first.id), { enter: true })
  await expect(a.verdict).toHaveAttribute('data-outcome', 'admitted')
  await expect(b.card(first.id)).toHaveAttribute('data-arrived', '1')
  await expect(dialog).toBeVisible()

  const note = dialog.locator('textarea')
  await note.fill('Alergia a las nueces. Mesa junto a la ventana')
  await note.press('Home')
  await focusWindow(a)
  await typeAsScanner(await api.ticket(second.id), { enter: false })
  await expect(a.verdict).toContainText('Lectora Segunda')
  await expect(b.card(second.id)).toHaveAttribute('data-arrived', '1')
  await expect(note).toHaveValue('Alergia a las nueces. Mesa junto a la ventana')
  await expect(note).toBeFocused()

  // The caret is where it was, and a hand's typing is typing still.
  await a.page.keyboard.type('¡Ojo! ', { delay: 60 })
  await expect(note).toHaveValue('¡Ojo! Alergia a las nueces. Mesa junto a la ventana')
  expect(await api.find(first.id)).toMatchObject({ arrivedCount: 1, scanCount: 1 })
  expect(await api.find(second.id)).toMatchObject({ arrivedCount: 1, scanCount: 1 })
})
