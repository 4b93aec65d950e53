// Apart from ipc.ts, so that a preload names its channels without carrying every schema into every window.

/** The IPC channel of a command. */
export const channelOf = (name: string): string => `desk:${name}`
/** The one channel on which main speaks: each message is the list of what it tells in one frame. */
export const pushChannel = 'desk:push'

/** The path of the desk's own page: it alone is told the whole day. */
export const deskPage = '/index.html'
