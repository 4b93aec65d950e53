import { Notification } from 'electron'

// A notification that nothing refers to is collected, and a click on it is lost.
const shown = new Set<Notification>()

/** Shows a notification of the system, where it has any. `onClick` runs when the person clicks it. */
export function notify(title: string, body: string, onClick: () => void): void {
  if (!Notification.isSupported()) return
  const notification = new Notification({ title, body })
  shown.add(notification)
  notification.on('click', onClick)
  notification.on('close', () => shown.delete(notification))
  notification.show()
}
