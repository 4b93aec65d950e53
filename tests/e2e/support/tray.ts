import type { TestDesk } from './desk.ts'
import { inMain } from './in-main.ts'

/**
 * Takes hold of the desk's tray, which shows nowhere on a virtual display: the next time that the desk changes it, it
 * is kept where the test can reach it.
 */
export async function catchTray(desk: TestDesk): Promise<void> {
  await inMain(desk.app, ({ Tray }) => {
    const original = Object.getOwnPropertyDescriptor(Tray.prototype, 'setToolTip')
    const setToolTip: unknown = original?.value
    if (typeof setToolTip !== 'function') throw new Error('A tray has no tooltip.')
    Tray.prototype.setToolTip = function (text) {
      Object.assign(globalThis, { caughtTray: this, caughtTip: text })
      Reflect.apply(setToolTip, this, [text])
    }
  })
}

/** What the tray says when the pointer rests on it; empty until it was changed. */
export function trayTip(desk: TestDesk): Promise<string> {
  return inMain(desk.app, () => String(Reflect.get(globalThis, 'caughtTip') ?? ''))
}

export async function clickTray(desk: TestDesk): Promise<void> {
  await inMain(desk.app, ({ Tray }) => {
    const tray: unknown = Reflect.get(globalThis, 'caughtTray')
    if (!(tray instanceof Tray)) throw new Error('The tray was not caught.')
    tray.emit('click')
  })
}
