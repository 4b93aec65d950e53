import type { CDPSession, Page } from 'playwright/test'

const sessions = new WeakMap<Page, CDPSession>()
/** Between two keys of the scanner, in milliseconds. */
const gap = 1

/**
 * Types as a USB scanner: real key events, of which the last has happened just now. They are sent at once and
 * carry their own time, so that a busy machine makes no pauses between them that no scanner makes.
 */
export async function typeTicket(page: Page, text: string): Promise<void> {
  const session = sessions.get(page) ?? (await page.context().newCDPSession(page))
  sessions.set(page, session)
  const first = Date.now() - (text.length - 1) * gap
  const keys = Array.from(text).flatMap((char, index) => {
    const timestamp = (first + index * gap) / 1000
    return [
      session.send('Input.dispatchKeyEvent', { type: 'keyDown', key: char, text: char, timestamp }),
      session.send('Input.dispatchKeyEvent', { type: 'keyUp', key: char, timestamp }),
    ]
  })
  await Promise.all(keys)
}
