import { expect } from 'playwright/test'
import type { TestDesk } from '../e2e/support/desk.ts'
import { healthyServer } from '../e2e/support/foreign-server.ts'
import type { Scene } from '../e2e/support/scene.ts'
import { managerViews } from './manager-views.ts'
import { notices, openTrouble } from './notices.ts'
import { openPanel } from './panel.ts'
import { setStage } from './stage.ts'
import { venueOf } from './venue.ts'
import { views, withoutToasts } from './views.ts'

/** One screen, dialog or state: `show` brings its desk into it, and gives how to leave it again. */
export interface Exhibit {
  name: string
  desk: TestDesk
  /** It ends by itself after some seconds. */
  fleeting?: boolean
  /** Its window has a size of its own, which nobody changes. */
  ownSize?: boolean
  show: () => Promise<() => Promise<void>>
}

const stay = (): Promise<void> => Promise.resolve()

/**
 * Everything that a desk can show, by the scene that it needs. The pictures and the test of accessibility both walk
 * this list: a screen that is added here, or to `views`, is in both.
 */
export const galleries: Record<string, (scene: Scene) => Promise<Exhibit[]>> = {
  evening: async (scene) => {
    const stage = await setStage(scene)
    return Object.entries(views).map(([name, view]) => ({
      name,
      desk: stage.desk,
      fleeting: name === 'admitted',
      show: async () => {
        await withoutToasts(stage.desk)
        return view(stage)
      },
    }))
  },
  manager: async (scene) => {
    const { server } = await scene.server()
    const { url, tokens } = server.ready
    // Somebody is connected besides the manager, and scans are of two desks.
    const beside = await scene.desk('beside', { server: url, token: tokens.desk })
    const manager = await scene.desk('manager', { server: url, token: tokens.manager })
    await beside.isLive()
    await manager.isLive()
    return Object.entries(managerViews).map(([name, view]) => ({
      name,
      desk: manager,
      show: async () => {
        await withoutToasts(manager)
        return view(manager)
      },
    }))
  },
  notices: async (scene) => {
    const trouble = await openTrouble(scene)
    return Object.entries(notices).map(([name, notice]) => ({
      name,
      desk: trouble.desk,
      show: async () => {
        await withoutToasts(trouble.desk)
        return notice(trouble)
      },
    }))
  },
  panel: async (scene) => {
    const panel = await openPanel(scene)
    const show = () => panel.fitsText().then(() => stay)
    return [{ name: 'panel', desk: panel.desk, ownSize: true, show }]
  },
  'first-run': async (scene) => {
    const wrongClock = await healthyServer({ aheadMs: 10 * 60_000 })
    scene.afterwards(wrongClock.stop)
    const desk = await scene.desk('new')
    const submit = desk.page.locator('form button[type=submit]')
    return [
      {
        name: 'pairing',
        desk,
        show: async () => {
          await expect(submit).toBeVisible()
          return stay
        },
      },
      {
        name: 'pairing-incomplete',
        desk,
        show: async () => {
          await submit.click()
          await expect(desk.page.getByRole('alert')).toHaveCount(3)
          return stay
        },
      },
      {
        name: 'pairing-clock-wrong',
        desk,
        show: async () => {
          await desk.page.locator('input[name=server]').fill(wrongClock.url)
          await desk.page.locator('input[name=code]').fill('ABCD2345')
          await desk.page.locator('input[name=name]').fill('Puesto 3')
          await submit.click()
          await expect(desk.page.getByRole('alert')).toHaveAttribute('data-code', 'clock_wrong')
          return stay
        },
      },
    ]
  },
  /** A server that takes connections and says nothing: the desk has never seen a list. */
  loading: async (scene) => {
    const { server } = await scene.server()
    const proxy = await scene.proxy(server.ready.url)
    proxy.swallow({ toServer: true, toDesk: true })
    const desk = await scene.desk('loading', { server: proxy.url, token: server.ready.tokens.desk })
    return [
      {
        name: 'loading',
        desk,
        show: () =>
          expect(desk.badge)
            .toBeVisible()
            .then(() => stay),
      },
    ]
  },
  empty: async (scene) => {
    const venue = await venueOf(scene, 0)
    const desk = await scene.desk('empty', { server: venue.url, token: venue.tokens.desk })
    return [{ name: 'empty', desk, show: () => desk.isLive().then(() => stay) }]
  },
  crowd: async (scene) => {
    const venue = await venueOf(scene, 10_000)
    const desk = await scene.desk('crowd', { server: venue.url, token: venue.tokens.desk })
    return [
      {
        name: 'ten-thousand',
        desk,
        show: async () => {
          await desk.isLive()
          await expect(desk.page.getByTestId('reservation-card').first()).toBeVisible({ timeout: 30_000 })
          return stay
        },
      },
    ]
  },
}
