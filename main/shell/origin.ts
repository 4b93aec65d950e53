import { deskPage } from '../../contract/channels.ts'

/** The scheme from which the screen is served, so that it is a secure context without a network. */
export const scheme = 'app'
export const host = 'desk'
/** The origin of our own page: every message and permission is checked against it. */
export const origin = `${scheme}://${host}`
export const pageUrl = `${origin}${deskPage}`
/** The tray's small panel. */
export const panelUrl = `${origin}/panel.html`
