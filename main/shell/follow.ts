import { isDeepStrictEqual } from 'node:util'
import type { Notice } from '../alerts/alerts.ts'
import { clockIn } from '../alerts/clock.ts'
import { placeOfNotice } from '../alerts/place.ts'
import type { Place } from '../../contract/alerts.ts'
import type { Role } from '../../contract/api.ts'
import type { ConnectionState } from '../../contract/connection.ts'
import type { Push, Settings } from '../../contract/ipc.ts'
import type { Panel } from '../../contract/ipc-panel.ts'
import type { Session } from '../sync/publish.ts'
import { sayNotice } from './alert-words.ts'
import type { Note } from './notifications.ts'
import type { Strings } from './strings.ts'
import { stringsFor } from './strings.ts'

/** What the tray shows. */
export interface TrayView {
  state: ConnectionState['state']
  strings: Strings
  /** A manager's tray has a panel; a desk's opens the window. */
  hasPanel: boolean
  /** Alerts that nobody has looked at. */
  unseen: number
  /** People in the venue; `null` while that is not known. */
  inside: number | null
  /** In kiosk mode nobody ends the desk from the tray. */
  kiosk: boolean
}

/** What the shell shows of the desk, and can do for it. */
export interface Shell {
  showTray: (view: TrayView) => void
  setMenu: (strings: Strings) => void
  setTheme: (theme: Settings['theme']) => void
  /** In kiosk mode nothing but the manager's PIN leads out of the desk. */
  setKiosk: (on: boolean) => void
  /** Brings the desk's window to the front. */
  showWindow: () => void
  /** True where nobody can see the window. */
  isAway: () => boolean
  notify: (note: Note) => void
  goTo: (place: Place) => void
  mute: () => void
}

/** Keeps tray, menu and theme as the desk is, and says what is to be told. */
export class Follower {
  readonly #shell: Shell
  readonly #systemLanguage: string
  #role: Role = 'desk'
  #timeZone = 'UTC'
  #textSize = 100
  #tray: TrayView

  constructor(shell: Shell, systemLanguage: string) {
    this.#shell = shell
    this.#systemLanguage = systemLanguage
    this.#tray = {
      state: 'reconnecting',
      strings: stringsFor('system', systemLanguage),
      hasPanel: false,
      unseen: 0,
      inside: null,
      kiosk: false,
    }
  }

  get strings(): Strings {
    return this.#tray.strings
  }

  /** Percent. */
  get textSize(): number {
    return this.#textSize
  }

  get tray(): TrayView {
    return this.#tray
  }

  /** Whether this is a manager's desk, which lives in the tray. */
  get isManager(): boolean {
    return this.#role !== 'desk'
  }

  /** Takes in whose desk this is and how it is. */
  meet({ business, device, settings, freshness }: Session): void {
    if (business) this.#timeZone = business.timeZone
    // A desk that was revoked knows nobody, and was somebody's.
    if (device) this.#role = device.role
    this.#follow(settings)
    this.#showTray({ hasPanel: this.isManager, state: freshness.connection.state })
  }

  /** Takes in what the desk tells. */
  hear(push: Push): void {
    switch (push.kind) {
      case 'state':
        this.meet(push.state)
        break
      case 'settings':
        this.#follow(push.settings)
        break
      case 'freshness':
        this.#showTray({ state: push.freshness.connection.state })
        break
      case 'panel':
        this.#count(push.panel)
        break
      case 'goto':
        this.#shell.showWindow()
        break
      case 'rows':
      case 'outbox':
      case 'verdict':
      case 'conflicts':
      case 'pairing':
      case 'sight':
      case 'update':
        break
    }
  }

  /** Says what is to be told, by a notification of the system. A desk's host who sees the window needs none. */
  tell(notice: Notice): void {
    if (!this.isManager && !this.#shell.isAway()) return
    const words = this.strings.alerts
    const place = placeOfNotice(notice)
    const go = () => this.#shell.goTo(place)
    this.#shell.notify({
      ...sayNotice(notice, words, clockIn(this.#timeZone)),
      onClick: go,
      actions: [
        { label: words.look, run: go },
        { label: words.mute, run: this.#shell.mute },
      ],
    })
  }

  #follow({ theme, language, kiosk, textSize }: Settings): void {
    this.#textSize = textSize
    this.#shell.setTheme(theme)
    this.#shell.setKiosk(kiosk)
    const strings = stringsFor(language, this.#systemLanguage)
    if (strings !== this.strings) this.#shell.setMenu(strings)
    this.#showTray({ strings, kiosk })
  }

  #count({ unseen, evening }: Panel): void {
    // At a desk nobody opens the panel, so nothing would be seen.
    this.#showTray({ unseen: this.isManager ? unseen : 0, inside: evening?.inside ?? null })
  }

  #showTray(changes: Partial<TrayView>): void {
    const next = { ...this.#tray, ...changes }
    const same = isDeepStrictEqual(next, this.#tray)
    if (same) return
    this.#tray = next
    this.#shell.showTray(next)
  }
}
