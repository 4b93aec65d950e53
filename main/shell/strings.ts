import type { ConnectionState } from '../../contract/connection.ts'
import type { Settings } from '../../contract/ipc.ts'
import { alertsEn, alertsEs } from './alert-words.ts'
import type { AlertWords } from './alert-words.ts'

/** What main itself says to people; everything else is said by the screen. */
export interface Strings {
  language: 'es' | 'en'
  open: string
  panel: string
  quit: string
  connection: Record<ConnectionState['state'], string>
  /** The tray's tooltip, after the connection. */
  inside(people: number): string
  unseen(count: number): string
  alerts: AlertWords
  stillHere: string
  stillHereHow: string
  menu: { file: string; edit: string; view: string; window: string }
}

const es: Strings = {
  language: 'es',
  open: 'Abrir Front Desk',
  panel: 'Resumen y avisos',
  quit: 'Salir',
  connection: {
    live: 'Tiempo real',
    reconnecting: 'Reconectando…',
    polling: 'Cada dos minutos',
    offline: 'Sin conexión',
    stopped: 'Sin emparejar',
  },
  inside: (people) => `${people} dentro`,
  unseen: (count) => (count === 1 ? '1 aviso' : `${count} avisos`),
  alerts: alertsEs,
  stillHere: 'Front Desk sigue abierto',
  stillHereHow: 'Está en la bandeja del sistema: ábrelo o sal desde ahí.',
  menu: { file: 'Archivo', edit: 'Edición', view: 'Ver', window: 'Ventana' },
}

const en: Strings = {
  language: 'en',
  open: 'Open Front Desk',
  panel: 'Overview and alerts',
  quit: 'Quit',
  connection: {
    live: 'Live',
    reconnecting: 'Reconnecting…',
    polling: 'Every two minutes',
    offline: 'Offline',
    stopped: 'Not paired',
  },
  inside: (people) => `${people} in`,
  unseen: (count) => (count === 1 ? '1 alert' : `${count} alerts`),
  alerts: alertsEn,
  stillHere: 'Front Desk is still open',
  stillHereHow: 'It is in the system tray: open it or quit it from there.',
  menu: { file: 'File', edit: 'Edit', view: 'View', window: 'Window' },
}

/**
 * The words in the language that was chosen, or the system's, as the screen takes it: who speaks a language of Spain
 * reads Spanish, others English.
 * @param system A BCP 47 tag, such as `es-ES`.
 */
export function stringsFor(chosen: Settings['language'], system: string): Strings {
  const tag = chosen === 'system' ? system : chosen
  return /^(es|ca|gl|eu|ast)\b/i.test(tag) ? es : en
}

/** The first of the system's languages that is one; some systems name theirs `C`. */
export function systemLanguage(preferred: readonly string[]): string {
  return preferred.find((tag) => /^[a-z]{2,3}\b/i.test(tag)) ?? 'es'
}
