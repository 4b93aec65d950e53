import type { App } from 'electron'
import { linkScheme, readPairingLink } from '../../contract/pairing-link.ts'
import type { PairingText } from '../../contract/pairing-text.ts'
import type { Log } from '../log.ts'

/**
 * Hears the `frontdesk://` links that were opened on this computer: the one that started the desk, and those that a
 * second start brings. What such a link asks for is shown, and done by nobody but the host.
 * @param onPairing Told once for each link that can be read.
 */
export function hearLinks(
  app: Pick<App, 'on'>,
  argv: readonly string[],
  onPairing: (pairing: PairingText) => void,
  log: Log,
): void {
  const read = (link: string | undefined): void => {
    if (link === undefined) return
    const pairing = readPairingLink(link)
    // Not the link itself: its code opens the door.
    if (pairing) onPairing(pairing)
    else log.warn('A link was opened that says nothing to this desk.')
  }
  app.on('second-instance', (_event, secondArgv) => read(linkIn(secondArgv)))
  // macOS says it in this way, also at the start.
  app.on('open-url', (event, link) => {
    event.preventDefault()
    read(link)
  })
  read(linkIn(argv))
}

/** The link among the arguments of a start; the last one, where there are several. */
function linkIn(argv: readonly string[]): string | undefined {
  return argv.findLast((argument) => argument.toLowerCase().startsWith(`${linkScheme}:`))
}
