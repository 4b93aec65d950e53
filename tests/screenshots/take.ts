import { copyFile, mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { expect } from 'playwright/test'
import { openDisplay } from '../../scripts/desk/display.ts'
import { prepareDesk } from '../../scripts/desk/prepare.ts'
import { runScript } from '../../scripts/failure.ts'
import { root } from '../../scripts/paths.ts'
import { say } from '../../scripts/progress.ts'
import { TestApi } from '../e2e/support/api.ts'
import type { TestDesk } from '../e2e/support/desk.ts'
import { Scene } from '../e2e/support/scene.ts'
import { makeWebcamVideo, webcamSwitches } from '../e2e/support/webcam-video.ts'
import { views, withoutToasts, type Stage } from './views.ts'

const folder = path.join(root, 'screenshots')
const pictures = path.join(root, 'docs/pictures')

/** The few that the README shows. */
const chosen: Record<string, string> = {
  'live-es-light.png': 'desk-es-light.png',
  'admitted-en-dark.png': 'verdict-en-dark.png',
}

const looks = [
  { language: 'es', theme: 'light' },
  { language: 'en', theme: 'dark' },
  { language: 'es', theme: 'dark' },
  { language: 'en', theme: 'light' },
] as const

/** Takes a picture of every view, in both languages and both themes, of a real desk beside a real server. */
async function main(): Promise<void> {
  await prepareDesk({ for: 'test' })
  const display = await openDisplay()
  Object.assign(process.env, display.env)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await mkdir(pictures, { recursive: true })
  const scene = new Scene(path.join(root, '.cache/screenshots'))
  try {
    const stage = await setStage(scene)
    for (const look of looks) {
      await stage.desk.page.evaluate(`window.desk.changeSettings(${JSON.stringify(look)})`)
      for (const [name, view] of Object.entries(views)) {
        await withoutToasts(stage.desk)
        const undo = await view(stage)
        await take(stage.desk, `${name}-${look.language}-${look.theme}.png`)
        await undo()
      }
    }
    for (const [from, to] of Object.entries(chosen)) {
      await copyFile(path.join(folder, from), path.join(pictures, to))
    }
    say(`The pictures are in ${path.relative(root, folder)}/, those of the README in docs/pictures/.`)
  } finally {
    await scene.end()
    await display.close()
  }
}

async function setStage(scene: Scene): Promise<Stage> {
  const { server, api } = await scene.server()
  const guest = await api.create('Inés Quiroga', 6, {
    tags: ['vip', 'cumpleaños'],
    table: '12',
    notes: 'Prefiere terraza',
  })
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

async function take(desk: TestDesk, name: string): Promise<void> {
  // What moves has come to rest: pictures of one state are alike.
  await desk.page.waitForFunction(() =>
    document.getAnimations().every((animation) => animation.effect?.getTiming().iterations === Infinity),
  )
  await desk.page.screenshot({ path: path.join(folder, name) })
}

await runScript(main)
