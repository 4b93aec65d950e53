import type { Page } from 'playwright/test'
import type { DeskApi, Push } from '../../contract/ipc.ts'
import type { Marks } from './hops.ts'

interface WindowWatch {
  lastKeyAt: number
  expectCard(id: string, arrived: number): void
  card: Promise<Pick<Marks, 'heard' | 'rendered' | 'shown'>>
  expectVerdict(name: string): void
  verdict: Promise<number>
}

declare global {
  interface Window {
    readonly desk: DeskApi
    benchWatch: WindowWatch
  }
}

/**
 * Makes a desk's window note times by itself, from the outside: the product has no hooks for it.
 * The page is loaded again, so that its keys are seen before the desk's own listeners see them.
 */
export async function watchWindow(page: Page): Promise<void> {
  await page.addInitScript(noteTimes)
  await page.reload()
}

/** Runs in the window. */
function noteTimes(): void {
  const now = (): number => performance.timeOrigin + performance.now()
  const never = new Promise<never>(() => undefined)

  /** Resolves when a frame that has what the selector finds, with that text in it, has been handed over. */
  const shown = (selector: string, text: string, onRendered: () => void): Promise<number> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`Within 20 s nothing was ${selector} ${text}`)), 20_000)
      const look = (): void => {
        if (!document.querySelector(selector)?.textContent.includes(text)) return
        observer.disconnect()
        clearTimeout(timer)
        onRendered()
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel()
          port1.onmessage = () => resolve(now())
          port2.postMessage(null)
        })
      }
      const observer = new MutationObserver(look)
      observer.observe(document.body, {
        subtree: true,
        childList: true,
        attributes: true,
        characterData: true,
      })
    })

  const watch: WindowWatch = {
    lastKeyAt: 0,
    card: never,
    verdict: never,
    expectCard(id, arrived) {
      let heard: number | undefined
      let rendered = 0
      const stop = window.desk.onPush((text) => {
        const upserts = (JSON.parse(text) as Push[]).flatMap((push) =>
          push.kind === 'rows' ? push.upserts : [],
        )
        if (upserts.some((row) => row.id === id && row.arrivedCount === arrived)) heard ??= now()
      })
      const card = `[data-testid="reservation-card"][data-reservation-id="${id}"][data-arrived="${arrived}"]`
      this.card = shown(card, '', () => (rendered = now())).then((at) => {
        stop()
        return { ...(heard === undefined ? {} : { heard }), rendered, shown: at }
      })
    },
    expectVerdict(name) {
      this.verdict = shown('[data-testid="scan-result"]', name, () => undefined)
    },
  }
  window.benchWatch = watch
  window.addEventListener('keydown', () => (watch.lastKeyAt = now()), true)
}
