import path from 'node:path'
import { expect } from 'playwright/test'
import { TestApi } from '../e2e/support/api.ts'
import type { Scene } from '../e2e/support/scene.ts'
import { makeWebcamVideo, webcamSwitches } from '../e2e/support/webcam-video.ts'
import type { Stage } from './views.ts'

/** A desk in the middle of an evening, with a camera and a guest with everything that a card can show. */
export async function setStage(scene: Scene): Promise<Stage> {
  const { server, api } = await scene.server()
  const guest = await api.create(
    'Inés Quiroga',
    6,
    { tags: ['vip', 'allergy:nueces', 'cumpleaños'], table: '12', notes: 'Prefiere terraza' },
    { phone: '+34 612 345 678', email: 'ines@correo.es' },
  )
  const ticket = await api.ticket(guest.id)
  await api.scan(ticket, 2)
  const video = path.join(scene.folder, 'webcam.mjpeg')
  // One phone that stays before the camera: its code is read once, and its picture is in every view.
  await makeWebcamVideo([ticket], video, { hiddenMs: 0, shownMs: 1000, restMs: 0 })
  const desk = await scene.desk('desk', {
    server: server.ready.url,
    token: server.ready.tokens.desk,
    args: webcamSwitches(video),
  })
  await desk.isLive()
  await expect(desk.page.getByTestId('reservation-card').first()).toBeVisible()
  await desk.page.getByTestId('camera-toggle').click()
  await expect(desk.verdict).toHaveAttribute('data-outcome', 'admitted', { timeout: 20_000 })
  await desk.page.keyboard.press('Escape')
  await expect(desk.verdict).toHaveCount(0)
  const otherApi = new TestApi({ ...server.ready, businessId: 2 }, server.ready.tokens.otherBusinessDesk)
  return { api, otherApi, desk, guest, server }
}
