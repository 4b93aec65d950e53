import type { SettingsChanges } from '../../../contract/ipc.ts'
import type { TestDesk } from './desk.ts'
import { inMain } from './in-main.ts'

/** Changes the settings as the desk's own screen does, and waits until it shows them. */
export async function changeLook(desk: TestDesk, look: SettingsChanges): Promise<void> {
  await desk.page.evaluate(`window.desk.changeSettings(${JSON.stringify(look)})`)
  await desk.page.waitForFunction(({ language, theme, textSize }) => {
    const root = document.documentElement
    return (
      (language === undefined || root.lang === language) &&
      (theme === undefined || root.dataset.theme === theme) &&
      (textSize === undefined || root.style.fontSize === `${textSize}%`)
    )
  }, look)
}

/** Gives the window this much room inside its frame. */
export async function resize(
  desk: TestDesk,
  { width, height }: { width: number; height: number },
): Promise<void> {
  const wanted = { width, height, url: desk.page.url() }
  await inMain(
    desk.app,
    ({ BrowserWindow }, { url, ...size }) => {
      const shown = BrowserWindow.getAllWindows().find(({ webContents }) => webContents.getURL() === url)
      shown?.setContentSize(size.width, size.height)
    },
    wanted,
  )
  await desk.page.waitForFunction((asked) => innerWidth === asked, width)
}

/** As on a screen that is touched: no fine pointer, nothing that hovers. Gives how to put the mouse back. */
export async function touchScreen(desk: TestDesk): Promise<() => Promise<void>> {
  const session = await desk.page.context().newCDPSession(desk.page)
  await session.send('Emulation.setTouchEmulationEnabled', { enabled: true })
  await session.send('Emulation.setEmulatedMedia', {
    features: [
      { name: 'pointer', value: 'coarse' },
      { name: 'hover', value: 'none' },
    ],
  })
  return async () => {
    await session.send('Emulation.setTouchEmulationEnabled', { enabled: false })
    await session.send('Emulation.setEmulatedMedia', { features: [] })
    await session.detach()
  }
}

/** What moves has come to rest: pictures of one state are alike, and colours are what they will be. */
export async function settled(desk: TestDesk): Promise<void> {
  await desk.page.waitForFunction(() =>
    document.getAnimations().every((animation) => animation.effect?.getTiming().iterations === Infinity),
  )
}
