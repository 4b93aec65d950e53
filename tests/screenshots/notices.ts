import { expect } from 'playwright/test'
import { pushChannel } from '../../contract/channels.ts'
import { deskStateSchema, type DeskState } from '../../contract/ipc.ts'
import type { AlteringProxy } from '../e2e/support/altering-proxy.ts'
import { TestApi } from '../e2e/support/api.ts'
import type { TestDesk } from '../e2e/support/desk.ts'
import { inMain } from '../e2e/support/in-main.ts'
import type { Scene } from '../e2e/support/scene.ts'
import { withoutToasts } from './views.ts'

/** A desk, its server, and what stands between them. */
export interface Trouble {
  desk: TestDesk
  api: TestApi
  /** The same server, as this desk itself speaks with it. */
  ownApi: TestApi
  proxy: AlteringProxy
}
type Notice = (trouble: Trouble) => Promise<() => Promise<void>>

export async function openTrouble(scene: Scene): Promise<Trouble> {
  const { server, api } = await scene.server()
  const { url, tokens } = server.ready
  const proxy = await scene.alteringProxy(url)
  const desk = await scene.desk('trouble', { server: proxy.url, token: tokens.desk })
  await desk.isLive()
  return { desk, api, ownApi: new TestApi(server.ready, tokens.desk), proxy }
}

/** Every notice that stands over the list, by the name of its picture; some of them one over the other. */
export const notices: Record<string, Notice> = {
  'notice-clock': async (trouble) => {
    trouble.proxy.alter(wrongClock)
    await shows(trouble, 'clock')
    return () => isWell(trouble)
  },
  'notice-desk-too-old': tooOld('0'),
  'notice-server-too-old': tooOld('1000'),
  'notice-file-saved': ownFile('saved'),
  'notice-file-put-aside': ownFile('put_aside'),
  'notice-disk-full': ownFile('disk_full'),
  'notice-file-read-only': ownFile('read_only'),
  'notice-file-locked': ownFile('locked'),
  'notice-file-unavailable': ownFile('unavailable'),
  'notice-not-sent': async (trouble) => {
    await makeUnsendable(trouble)
    return () => dismiss(trouble)
  },
  'what-was-not-sent': async (trouble) => {
    await makeUnsendable(trouble)
    await trouble.desk.page.getByRole('button', { name: /^(Ver|Show)$/ }).click()
    await expect(trouble.desk.page.getByRole('dialog')).toBeVisible()
    return async () => {
      await trouble.desk.page.keyboard.press('Escape')
      await dismiss(trouble)
    }
  },
  'notices-together': async (trouble) => {
    const { desk, api, ownApi, proxy } = trouble
    await makeUnsendable(trouble)
    const party = await api.create('Julia Ferrándiz', 2, { table: '8' })
    const ticket = await api.ticket(party.id)
    await api.scan(ticket, 2)
    await ownApi.scan(ticket, 1, 'admitted')
    await expect(noticeOf(desk, 'dispute')).toBeVisible()
    proxy.alter({ ...wrongClock, headers: { 'frontdesk-protocol': '0' } })
    await shows(trouble, 'versions')
    await shows(trouble, 'clock')
    await tell(desk, 'put_aside')
    await withoutToasts(desk)
    return async () => {
      await isWell(trouble)
      await dismiss(trouble)
    }
  },
  /** The last: who is no longer known has to pair again. */
  'notice-not-known': async (trouble) => {
    trouble.proxy.alter({ headers: { authorization: 'Bearer nobody' } })
    await shows(trouble, 'stopped')
    return () => Promise.resolve()
  },
}

/** This computer's clock is ahead: the server's is behind it. */
const wrongClock = { aheadMs: -62 * 60_000 }

const noticeOf = ({ page }: TestDesk, about: string) => page.locator(`.notice[data-about="${about}"]`)

/** As a host who presses the badge's button until it helps. */
async function shows({ desk }: Trouble, about: string): Promise<void> {
  await expect(async () => {
    await desk.retryNow()
    await expect(noticeOf(desk, about)).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 60_000 })
}

async function isWell({ desk, proxy }: Trouble): Promise<void> {
  proxy.alter({})
  await expect(async () => {
    await desk.retryNow()
    await expect(desk.badge).toHaveAttribute('data-state', 'live', { timeout: 1_000 })
    await expect(noticeOf(desk, 'clock')).toHaveCount(0, { timeout: 1_000 })
  }).toPass({ timeout: 60_000 })
  await tell(desk, undefined)
}

function tooOld(protocol: string): Notice {
  return async (trouble) => {
    trouble.proxy.alter({ headers: { 'frontdesk-protocol': protocol } })
    await shows(trouble, 'versions')
    return () => isWell(trouble)
  }
}

function ownFile(storeTrouble: NonNullable<DeskState['storeTrouble']>): Notice {
  return async (trouble) => {
    await tell(trouble.desk, storeTrouble)
    return () => isWell(trouble)
  }
}

/** The window is told what main tells where the desk's own file fails: here the disk is well. */
async function tell(desk: TestDesk, storeTrouble: DeskState['storeTrouble']): Promise<void> {
  const text = await desk.page.evaluate<string>('window.desk.getState()')
  const state: DeskState = {
    ...deskStateSchema.parse(JSON.parse(text)),
    ...(storeTrouble && { storeTrouble }),
  }
  const told = { channel: pushChannel, text: JSON.stringify([{ kind: 'state', state }]) }
  await inMain(
    desk.app,
    ({ BrowserWindow }, { channel, text }) => {
      BrowserWindow.getAllWindows()[0]?.webContents.send(channel, text)
    },
    told,
  )
  await expect(noticeOf(desk, 'file')).toHaveCount(storeTrouble === undefined ? 0 : 1)
}

/** What this desk has done to a reservation that somebody else has meanwhile taken off the list. */
async function makeUnsendable({ desk, api, proxy }: Trouble): Promise<void> {
  const party = await api.create('Familia Robles', 5, { notes: 'Terraza' })
  await desk.search(party.customer.name)
  await expect(desk.card(party.id)).toBeVisible()
  proxy.alter({ headers: { 'frontdesk-protocol': '0' } })
  const edit = { id: party.id, changes: { table: '5' } }
  await desk.page.evaluate(`window.desk.updateReservation(${JSON.stringify(edit)})`)
  await api.remove(party.id)
  proxy.alter({})
  await expect(async () => {
    await desk.retryNow()
    await expect(noticeOf(desk, 'not-sent')).toBeVisible({ timeout: 1_000 })
  }).toPass({ timeout: 60_000 })
  await desk.search('')
  await desk.isLive()
  await withoutToasts(desk)
}

async function dismiss({ desk }: Trouble): Promise<void> {
  const { page } = desk
  await noticeOf(desk, 'not-sent').getByRole('button').click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^(Quitar|Take off)$/ })
    .click()
  await expect(noticeOf(desk, 'not-sent')).toHaveCount(0)
}
