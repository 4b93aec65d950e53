import { Notification } from 'electron'
import type { Log } from '../log.ts'

/** A notification of the system. */
export interface Note {
  title: string
  body: string
  /** Runs when the person clicks it. */
  onClick: () => void
  /** Buttons, where the system has them: macOS and Windows. */
  actions?: readonly { label: string; run: () => void }[]
}

// A notification that nothing refers to is collected, and a click on it is lost.
const shown = new Set<Notification>()

/** Shows a notification of the system, where it has any. */
export function notify({ title, body, onClick, actions = [] }: Note, log: Log): void {
  if (!Notification.isSupported()) {
    log.warn('The system shows no notifications.', { title })
    return
  }
  const notification = new Notification({
    title,
    body,
    ...(process.platform === 'linux'
      ? {}
      : { actions: actions.map(({ label }) => ({ type: 'button' as const, text: label })) }),
  })
  shown.add(notification)
  notification.on('click', onClick)
  notification.on('action', (_event, index) => actions[index]?.run())
  notification.on('close', () => shown.delete(notification))
  notification.on('failed', (_event, error) => {
    shown.delete(notification)
    log.error('The system did not show a notification.', { title, error })
  })
  notification.show()
}
