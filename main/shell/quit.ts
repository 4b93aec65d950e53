import type { App } from 'electron'
import type { Log } from '../log.ts'

/** Milliseconds that the desk has for ending in good order; what it has confirmed is on the disk already. */
const limitMs = 3_000

/**
 * Ends the desk before the app: windows close, then `stop` has three seconds, then the process ends whatever
 * happens.
 */
export function stopBeforeQuit(app: App, onQuit: () => void, stop: () => Promise<void>, log: Log): void {
  let stopping = false
  app.on('before-quit', onQuit)
  app.on('will-quit', (event) => {
    event.preventDefault()
    if (stopping) return
    stopping = true
    const limit = setTimeout(() => {
      log.warn('The desk took too long to end and was ended.', { limitMs })
      app.exit(0)
    }, limitMs)
    stop()
      .catch((error: unknown) => log.error('The desk did not end in good order.', { error }))
      .finally(() => {
        clearTimeout(limit)
        app.exit(0)
      })
  })
}
