import type { ChildProcess } from 'node:child_process'
import type { ElectronApplication } from 'playwright/test'
import { inMain } from '../../tests/e2e/support/in-main.ts'

export interface MainMark {
  place: 'asked' | 'storing' | 'stored' | 'told'
  at: number
}

interface MainWatch {
  /** The reservation that is awaited. */
  id: string
  marks: MainMark[]
}

declare global {
  var benchMain: MainWatch
}

/** Makes a desk's main process note times by itself, from the outside: the product has no hooks for it. */
export async function watchMain(app: ElectronApplication): Promise<void> {
  await inMain(app, ({ BrowserWindow, session }) => {
    const watch: MainWatch = { id: '', marks: [] }
    globalThis.benchMain = watch
    const note = (place: MainMark['place']): void => {
      watch.marks.push({ place, at: performance.timeOrigin + performance.now() })
    }
    const isAwaited = (message: unknown): boolean =>
      watch.id !== '' && JSON.stringify(message).includes(watch.id)

    session.defaultSession.webRequest.onSendHeaders({ urls: ['http://*/api/reservas/qr-scan'] }, () =>
      note('asked'),
    )

    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (contents) {
      const send = contents.send.bind(contents)
      contents.send = (channel, ...args: unknown[]) => {
        if (isAwaited(args)) note('told')
        send(channel, ...args)
      }
    }

    // The store's process, where it is a plain child; Electron's own kind cannot be reached from here.
    const handles: unknown = Reflect.get(process, '_getActiveHandles')
    const active: unknown = typeof handles === 'function' ? Reflect.apply(handles, process, []) : []
    const isChild = (handle: unknown): handle is ChildProcess =>
      typeof handle === 'object' && handle !== null && handle.constructor.name === 'ChildProcess'
    const store = Array.isArray(active) ? active.find(isChild) : undefined
    if (store) {
      let waiting = false
      const send = store.send.bind(store)
      Reflect.set(store, 'send', (message: object, answered: () => void) => {
        if (isAwaited(message)) {
          waiting = true
          note('storing')
        }
        return send(message, answered)
      })
      store.on('message', () => {
        if (waiting) note('stored')
        waiting = false
      })
    }
  })
}

/** From now on, this reservation is awaited. */
export async function awaitInMain(app: ElectronApplication, id: string): Promise<void> {
  await inMain(
    app,
    (_electron, reservationId) => {
      globalThis.benchMain.id = reservationId
      globalThis.benchMain.marks = []
    },
    id,
  )
}

/** When the awaited reservation was at each place, as far as it could be seen: the first time. */
export async function marksOfMain(
  app: ElectronApplication,
): Promise<Partial<Record<MainMark['place'], number>>> {
  const marks = await inMain(app, () => globalThis.benchMain.marks)
  const first: Partial<Record<MainMark['place'], number>> = {}
  for (const { place, at } of marks) first[place] ??= at
  return first
}
