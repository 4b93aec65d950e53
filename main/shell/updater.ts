import { app } from 'electron'
import { AppImageUpdater, CancellationToken, MacUpdater, NsisUpdater } from 'electron-updater'
import type { UpdateState } from '../../contract/shell.ts'
import { routeUrl } from '../http/request.ts'
import type { Log } from '../log.ts'
import type { Updater } from './updates.ts'
import { UpdateTrouble } from './updates.ts'
import { pinTo } from './system-fetch.ts'

/** A download that says nothing for so long has lost its server. */
const silenceMs = 120_000

/**
 * electron-updater on the venue's own server. This file is loaded when it is needed, so that no start waits for it.
 * @param pinned The CA that this desk trusts alone.
 */
export function openUpdater(pinned: () => string | null, log: Log): Updater {
  const updater =
    process.platform === 'win32'
      ? new NsisUpdater()
      : process.platform === 'darwin'
        ? new MacUpdater()
        : new AppImageUpdater()
  updater.logger = {
    debug: (message) => log.debug(`Update: ${message}`),
    info: (message) => log.info(`Update: ${String(message)}`),
    warn: (message) => log.warn(`Update: ${String(message)}`),
    // What could not be had is told as such by whoever asked.
    error: (message) => log.warn(`Update: ${String(message)}`),
  }
  updater.autoDownload = false
  // On the way out it is installed where the venue's hours allow it, which only the desk knows.
  updater.autoInstallOnAppQuit = false
  updater.allowDowngrade = false
  updater.disableWebInstaller = true

  /** A release may name files anywhere, and a server may lead elsewhere: this desk's token goes to its own server only. */
  let allowed = ''
  updater.netSession.webRequest.onBeforeRequest(({ url }, answer) =>
    answer({ cancel: !url.startsWith(allowed) }),
  )

  return {
    quitsItself: updater instanceof MacUpdater,
    fetch: async ({ server, token }, heard) => {
      allowed = routeUrl(server, 'updates/').href
      const ca = pinned()
      if (ca !== null) {
        if (!allowed.startsWith('https:')) throw new UpdateTrouble('network', new Error('Without TLS'))
        pinTo(updater.netSession, ca)
      }
      // Not the version of the protocol: to a desk that is too old, a release is all that the server gives.
      updater.requestHeaders = { Authorization: `Bearer ${token}` }
      updater.setFeedURL({ provider: 'generic', url: allowed, useMultipleRangeRequest: false })
      const cancel = new CancellationToken()
      let silence: NodeJS.Timeout | undefined
      const listen = (): void => {
        clearTimeout(silence)
        silence = setTimeout(() => cancel.cancel(), silenceMs)
      }
      const progress = ({ percent }: { percent: number }): void => {
        listen()
        heard.progress(percent)
      }
      updater.on('download-progress', progress)
      try {
        const answer = await updater.checkForUpdates()
        if (answer?.isUpdateAvailable !== true) return 'newest'
        const { version } = answer.updateInfo
        heard.found(version)
        listen()
        await updater.downloadUpdate(cancel)
        return { version }
      } catch (error) {
        if (codeOf(error) === 'ERR_UPDATER_CHANNEL_FILE_NOT_FOUND') return 'not_offered'
        throw new UpdateTrouble(whyOf(error), error)
      } finally {
        clearTimeout(silence)
        updater.off('download-progress', progress)
      }
    },
    install: ({ restart }) => {
      if (updater instanceof MacUpdater) {
        updater.quitAndInstall()
        return
      }
      // The new app is started while this one ends, and would find it open.
      if (restart) app.releaseSingleInstanceLock()
      if (updater.install(true, restart) || !restart) return
      log.error('The update could not be installed: the desk starts again as it was')
      const { APPIMAGE: file } = process.env
      app.relaunch(file === undefined ? {} : { execPath: file })
    },
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

const reasons: Record<string, Extract<UpdateState, { state: 'failed' }>['why']> = {
  ERR_CHECKSUM_MISMATCH: 'damaged',
  ERR_UPDATER_INVALID_SIGNATURE: 'unsigned',
  ERR_UPDATER_INVALID_UPDATE_INFO: 'unreadable',
  ERR_UPDATER_INVALID_VERSION: 'unreadable',
  ERR_UPDATER_NO_FILES_PROVIDED: 'unreadable',
  ERR_UPDATER_NO_CHECKSUM: 'unreadable',
  ERR_UPDATER_ZIP_FILE_NOT_FOUND: 'unreadable',
  ENOSPC: 'disk',
  EACCES: 'disk',
}

function whyOf(error: unknown): Extract<UpdateState, { state: 'failed' }>['why'] {
  const { message, name } = error instanceof Error ? error : { message: '', name: '' }
  if (message.includes('ERR_BLOCKED_BY_CLIENT')) return 'elsewhere'
  const code = codeOf(error)
  const known = reasons[code]
  if (known !== undefined) return known
  // The release names a file that the folder does not hold.
  if (message.startsWith('Cannot download') && message.includes('status 404')) return 'unreadable'
  const lost =
    name === 'CancellationError' || message.includes('net::') || message.startsWith('Cannot download')
  return lost || code.startsWith('HTTP_ERROR_') ? 'network' : 'other'
}
