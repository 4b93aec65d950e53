import type { App, Session, WebContents } from 'electron'
import type { Log } from '../log.ts'
import { origin, pageUrl } from './origin.ts'
import type { SerialChoice } from './serial.ts'

/**
 * Closes every way out of our page, in every window that will ever be made: other addresses, new windows,
 * embedded pages, and each permission but our own page's camera and
 * the serial scanner that its host chose.
 */
export function fortify(app: App, session: Session, serial: Pick<SerialChoice, 'mayOpen'>, log: Log): void {
  app.on('web-contents-created', (_event, contents) => confine(contents, log))
  session.setPermissionCheckHandler(
    (_contents, permission, requestingOrigin, details) =>
      isOurs(requestingOrigin) &&
      (permission === 'serial' || (permission === 'media' && details.mediaType !== 'audio')),
  )
  session.setDevicePermissionHandler(
    ({ deviceType, device, origin: asking }) =>
      deviceType === 'serial' && isOurs(asking) && 'portName' in device && serial.mayOpen(device),
  )
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const types = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    const camera = permission === 'media' && types.length > 0 && types.every((type) => type === 'video')
    const granted = camera && isOurs(details.requestingUrl)
    if (!granted) log.warn('A window asked for something it may not have; it was refused.', { permission })
    answer(granted)
  })
}

/** True for our origin, with or without its slash, and for addresses under it. */
function isOurs(address: string): boolean {
  return address === origin || address.startsWith(`${origin}/`)
}

function confine(contents: WebContents, log: Log): void {
  const refuse = (what: string, address: string): void =>
    log.warn('A window wanted to leave its page; it was refused.', { what, address })
  contents.on('will-navigate', (event) => {
    // To its own address: a reload.
    if (event.url.replace(/#.*/, '') === pageUrl) return
    event.preventDefault()
    refuse('navigation', event.url)
  })
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame) return
    event.preventDefault()
    refuse('frame', event.url)
  })
  contents.on('will-redirect', (event) => {
    event.preventDefault()
    refuse('redirect', event.url)
  })
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
    refuse('webview', '')
  })
  contents.setWindowOpenHandler(({ url }) => {
    refuse('new window', url)
    return { action: 'deny' }
  })
}
