import type { ConnectionState } from '../../contract/connection.ts'
import type { Settings } from '../../contract/ipc.ts'

/** What main itself says to people; everything else is said by the screen. */
export interface Strings {
  open: string
  quit: string
  connection: Record<ConnectionState['state'], string>
  vipArrived(name: string): string
  guests(people: number, deskName: string): string
  stillHere: string
  stillHereHow: string
  menu: { file: string; edit: string; view: string; window: string }
}

const es: Strings = {
  open: 'Abrir la recepción',
  quit: 'Salir',
  connection: {
    live: 'En directo',
    reconnecting: 'Reconectando…',
    polling: 'Actualización periódica',
    offline: 'Sin conexión',
    stopped: 'Hay que vincular de nuevo',
  },
  vipArrived: (name) => `Ha llegado un VIP: ${name}`,
  guests: (people, deskName) => `${people === 1 ? '+1 persona' : `+${people} personas`} · ${deskName}`,
  stillHere: 'La recepción sigue abierta',
  stillHereHow: 'Está en la bandeja del sistema: ábrela o sal desde ahí.',
  menu: { file: 'Archivo', edit: 'Edición', view: 'Ver', window: 'Ventana' },
}

const en: Strings = {
  open: 'Open the desk',
  quit: 'Quit',
  connection: {
    live: 'Live',
    reconnecting: 'Reconnecting…',
    polling: 'Updated now and then',
    offline: 'Offline',
    stopped: 'Pair this desk again',
  },
  vipArrived: (name) => `A VIP has arrived: ${name}`,
  guests: (people, deskName) => `${people === 1 ? '+1 person' : `+${people} people`} · ${deskName}`,
  stillHere: 'The desk is still open',
  stillHereHow: 'It is in the system tray: open it or quit it from there.',
  menu: { file: 'File', edit: 'Edit', view: 'View', window: 'Window' },
}

/**
 * The words in the language that was chosen, or the system's; Spanish unless that is English.
 * @param system A BCP 47 tag, such as `es-ES`.
 */
export function stringsFor(chosen: Settings['language'], system: string): Strings {
  const tag = chosen === 'system' ? system : chosen
  return /^en\b/i.test(tag) ? en : es
}

/** The first of the system's languages that is one; some systems name theirs `C`. */
export function systemLanguage(preferred: readonly string[]): string {
  return preferred.find((tag) => /^[a-z]{2,3}\b/i.test(tag)) ?? 'es'
}
