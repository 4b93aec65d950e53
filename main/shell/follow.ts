import type { ConnectionState } from '../../contract/connection.ts'
import type { Activity, Push, Settings } from '../../contract/ipc.ts'
import type { Strings } from './strings.ts'
import { stringsFor } from './strings.ts'

/** What the shell shows of the desk. */
export interface Shell {
  showTray: (state: ConnectionState['state'], strings: Strings) => void
  setMenu: (strings: Strings) => void
  setTheme: (theme: Settings['theme']) => void
  /** In kiosk mode nothing but the manager's PIN leads out of the desk. */
  setKiosk: (on: boolean) => void
  /** True where nobody can see the window. */
  isAway: () => boolean
  notify: (title: string, body: string) => void
}

/** Keeps tray, menu and theme as the desk is, and tells of a VIP while nobody sees the window. */
export class Follower {
  readonly #shell: Shell
  readonly #systemLanguage: string
  #connection: ConnectionState['state'] = 'reconnecting'
  #strings: Strings

  constructor(shell: Shell, systemLanguage: string) {
    this.#shell = shell
    this.#systemLanguage = systemLanguage
    this.#strings = stringsFor('system', systemLanguage)
  }

  get strings(): Strings {
    return this.#strings
  }

  /** Takes in what the desk tells. */
  hear(push: Push): void {
    switch (push.kind) {
      case 'state':
        this.#follow(push.state.settings)
        this.#connected(push.state.freshness.connection.state)
        break
      case 'settings':
        this.#follow(push.settings)
        break
      case 'freshness':
        this.#connected(push.freshness.connection.state)
        break
      case 'rows':
        if (this.#shell.isAway()) push.activity.forEach((activity) => this.#tellOfVip(activity))
        break
      case 'outbox':
      case 'verdict':
        break
    }
  }

  #follow({ theme, language, kiosk }: Settings): void {
    this.#shell.setTheme(theme)
    this.#shell.setKiosk(kiosk)
    const strings = stringsFor(language, this.#systemLanguage)
    if (strings === this.#strings) return
    this.#strings = strings
    this.#shell.setMenu(strings)
    this.#shell.showTray(this.#connection, strings)
  }

  #connected(state: ConnectionState['state']): void {
    if (state === this.#connection) return
    this.#connection = state
    this.#shell.showTray(state, this.#strings)
  }

  #tellOfVip({ kind, vip, name, people, deviceName }: Activity): void {
    if (kind !== 'scanned' || !vip) return
    this.#shell.notify(this.#strings.vipArrived(name), this.#strings.guests(people ?? 1, deviceName))
  }
}
