import type { AlertKind } from '../../contract/alerts.ts'
import type { Finding, FindingOf } from '../alerts/finding.ts'
import { kindsIn } from '../alerts/memory.ts'
import type { Notice } from '../alerts/alerts.ts'
import type { Summary } from '../alerts/summary.ts'

/** What a notification says. */
export interface Said {
  title: string
  body: string
}

/** An instant on the venue's clock, as 20:05. */
export type Clock = (at: string) => string

/** How alerts are said in one language. */
export interface AlertWords {
  /** One alert by itself. */
  one: { [K in AlertKind]: (finding: FindingOf<K>, clock: Clock) => Said }
  /** The title for several of one kind; the body names them. */
  many: Record<AlertKind, (count: number) => string>
  /** A kind as a part of a summary. */
  part: Record<AlertKind, (count: number) => string>
  summary: Record<Summary['why'], string>
  look: string
  mute: string
}

const amount = (count: number, one: string, other: string): string => `${count} ${count === 1 ? one : other}`
const parts = (...texts: (string | undefined)[]): string => texts.filter(Boolean).join(' · ')

export const alertsEs: AlertWords = {
  one: {
    vip: ({ name, people, deviceName, table }) => ({
      title: `Ha llegado un VIP: ${name}`,
      body: parts(`+${amount(people, 'persona', 'personas')}`, table && `mesa ${table}`, deviceName),
    }),
    largeParty: ({ name, partySize, deviceName, table }) => ({
      title: `Llega un grupo grande: ${name}`,
      body: parts(amount(partySize, 'persona', 'personas'), table && `mesa ${table}`, deviceName),
    }),
    late: ({ name, partySize, startsAt }, clock) => ({
      title: `Se retrasa: ${name}`,
      body: parts(amount(partySize, 'persona', 'personas'), `reserva de las ${clock(startsAt)}`),
    }),
    full: ({ inside, capacity }) => ({
      title: inside > capacity ? 'Aforo superado' : 'El aforo está casi completo',
      body: `${amount(inside, 'persona', 'personas')} dentro · caben ${capacity}`,
    }),
    refusals: ({ deviceName, inARow }) => ({
      title: `${amount(inARow, 'escaneo rechazado', 'escaneos rechazados')} en ${deviceName}`,
      body: 'Seguidos y en el mismo puesto: puede que alguien esté probando códigos',
    }),
    deskOffline: ({ deviceName, since }, clock) => ({
      title: `${deviceName} está sin conexión`,
      body: `Desde las ${clock(since)}`,
    }),
    unsent: ({ why, name, desk, count, since }, clock) =>
      why === 'refused'
        ? desk
          ? {
              title: `El servidor no aceptó ${amount(count, 'cambio', 'cambios')} de ${desk.deviceName}`,
              body: 'Hay que mirarlo en ese puesto',
            }
          : { title: 'El servidor no aceptó un cambio', body: parts(name, `hecho a las ${clock(since)}`) }
        : {
            title: `${amount(count, 'cambio', 'cambios')} sin enviar`,
            body: `Desde las ${clock(since)} · se enviarán al volver la conexión`,
          },
    trouble: ({ why, since }, clock) => ({
      title: {
        server: 'El servidor no contesta',
        certificate: 'El certificado del servidor no vale',
        stopped: 'El servidor no reconoce este equipo',
      }[why],
      body: {
        server: `Desde las ${clock(since)} · lo que se haga se enviará después`,
        certificate: 'Avisa a quien lleva el servidor',
        stopped: 'Empareja este equipo de nuevo',
      }[why],
    }),
  },
  many: {
    vip: (count) => `Han llegado ${count} VIP`,
    largeParty: (count) => `Llegan ${count} grupos grandes`,
    late: (count) => `${count} grupos tarde`,
    full: () => 'Aforo superado',
    refusals: (count) => `Escaneos rechazados en ${count} puestos`,
    deskOffline: (count) => `${count} puestos sin conexión`,
    unsent: (count) => `${count} cambios que no se pudieron enviar`,
    trouble: () => 'Problemas con el servidor',
  },
  part: {
    vip: (count) => `${count} VIP`,
    largeParty: (count) => amount(count, 'grupo grande', 'grupos grandes'),
    late: (count) => `${count} tarde`,
    full: () => 'aforo superado',
    refusals: () => 'escaneos rechazados',
    deskOffline: (count) => amount(count, 'puesto sin conexión', 'puestos sin conexión'),
    unsent: (count) => `${count} sin enviar`,
    trouble: () => 'problemas con el servidor',
  },
  summary: { missed: 'Mientras no estabas', held: 'Durante el silencio' },
  look: 'Ver',
  mute: 'Silenciar una hora',
}

export const alertsEn: AlertWords = {
  one: {
    vip: ({ name, people, deviceName, table }) => ({
      title: `A VIP has arrived: ${name}`,
      body: parts(`+${amount(people, 'person', 'people')}`, table && `table ${table}`, deviceName),
    }),
    largeParty: ({ name, partySize, deviceName, table }) => ({
      title: `A large party arrives: ${name}`,
      body: parts(amount(partySize, 'person', 'people'), table && `table ${table}`, deviceName),
    }),
    late: ({ name, partySize, startsAt }, clock) => ({
      title: `Late: ${name}`,
      body: parts(amount(partySize, 'person', 'people'), `booked for ${clock(startsAt)}`),
    }),
    full: ({ inside, capacity }) => ({
      title: inside > capacity ? 'Over capacity' : 'The venue is almost full',
      body: `${amount(inside, 'person', 'people')} in · room for ${capacity}`,
    }),
    refusals: ({ deviceName, inARow }) => ({
      title: `${amount(inARow, 'refused scan', 'refused scans')} at ${deviceName}`,
      body: 'In a row at one desk: somebody may be trying codes',
    }),
    deskOffline: ({ deviceName, since }, clock) => ({
      title: `${deviceName} is offline`,
      body: `Since ${clock(since)}`,
    }),
    unsent: ({ why, name, desk, count, since }, clock) =>
      why === 'refused'
        ? desk
          ? {
              title: `The server did not take ${amount(count, 'change', 'changes')} of ${desk.deviceName}`,
              body: 'Somebody has to look at that desk',
            }
          : { title: 'The server did not take a change', body: parts(name, `made at ${clock(since)}`) }
        : {
            title: `${amount(count, 'change', 'changes')} not sent`,
            body: `Since ${clock(since)} · sent once the connection is back`,
          },
    trouble: ({ why, since }, clock) => ({
      title: {
        server: 'The server does not answer',
        certificate: 'The server’s certificate is not valid',
        stopped: 'The server does not know this computer',
      }[why],
      body: {
        server: `Since ${clock(since)} · what is done is sent later`,
        certificate: 'Tell whoever runs the server',
        stopped: 'Pair this computer again',
      }[why],
    }),
  },
  many: {
    vip: (count) => `${count} VIPs have arrived`,
    largeParty: (count) => `${count} large parties arrive`,
    late: (count) => `${count} parties are late`,
    full: () => 'Over capacity',
    refusals: (count) => `Refused scans at ${count} desks`,
    deskOffline: (count) => `${count} desks are offline`,
    unsent: (count) => `${count} changes could not be sent`,
    trouble: () => 'Trouble with the server',
  },
  part: {
    vip: (count) => amount(count, 'VIP', 'VIPs'),
    largeParty: (count) => amount(count, 'large party', 'large parties'),
    late: (count) => `${count} late`,
    full: () => 'over capacity',
    refusals: () => 'refused scans',
    deskOffline: (count) => amount(count, 'desk offline', 'desks offline'),
    unsent: (count) => `${count} not sent`,
    trouble: () => 'trouble with the server',
  },
  summary: { missed: 'While you were away', held: 'While it was quiet' },
  look: 'Show',
  mute: 'Mute for an hour',
}

/** One alert in words. */
export function sayFinding(finding: Finding, words: AlertWords, clock: Clock): Said {
  // The compiler does not see that a finding meets the words of its own kind.
  switch (finding.kind) {
    case 'vip':
      return words.one.vip(finding, clock)
    case 'largeParty':
      return words.one.largeParty(finding, clock)
    case 'late':
      return words.one.late(finding, clock)
    case 'full':
      return words.one.full(finding, clock)
    case 'refusals':
      return words.one.refusals(finding, clock)
    case 'deskOffline':
      return words.one.deskOffline(finding, clock)
    case 'unsent':
      return words.one.unsent(finding, clock)
    case 'trouble':
      return words.one.trouble(finding, clock)
  }
}

/** Names that the body of a grouped notification holds. */
const namedAtMost = 4

/** What a notification says: one alert, several of a kind, or a summary. */
export function sayNotice(notice: Notice, words: AlertWords, clock: Clock): Said {
  if ('summary' in notice) {
    const { why, counts } = notice.summary
    return {
      title: words.summary[why],
      body: kindsIn(counts)
        .map((kind) => words.part[kind](counts[kind] ?? 0))
        .join(', '),
    }
  }
  const [first, ...others] = notice.findings
  if (!first) throw new Error('A notification is about something.')
  if (others.length === 0) return sayFinding(first, words, clock)
  const names = notice.findings.map(nameOf).filter((name) => name !== '')
  return {
    title: words.many[first.kind](notice.findings.length),
    body: names.slice(0, namedAtMost).join(', ') + (names.length > namedAtMost ? '…' : ''),
  }
}

function nameOf(finding: Finding): string {
  if ('name' in finding) return finding.name
  return 'deviceName' in finding ? finding.deviceName : ''
}
