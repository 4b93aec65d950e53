import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Verdict } from '../../../contract/ipc.ts'
import { outcomeTone, scanOutcomes } from '../../../contract/scan.ts'
import { clockface } from '../../i18n/format.ts'
import { startI18n } from '../../i18n/i18n.ts'
import type { Language } from '../../i18n/i18n.ts'
import { evening, reservation, uuidOf, verdict } from '../../testing/sample.ts'
import { shortVerdict, verdictWords } from './verdict-words.ts'

beforeAll(() => startI18n())

const juan = reservation(1, {
  customer: { name: 'Juan Pérez' },
  partySize: 6,
  arrivedCount: 3,
  table: '12',
  tags: ['cumpleaños', 'allergy:nueces', 'VIP'],
  startsAt: '2026-11-27T20:00:00.000Z',
})
const before = {
  scanId: uuidOf(3),
  deviceId: 'd2',
  deviceName: 'Puesto 2',
  at: new Date(evening).toISOString(),
}

function say(language: Language, over: Partial<Verdict>): string {
  const clock = clockface(language, 'Europe/Madrid')
  const { title, sentence } = verdictWords(verdict(over), i18next.getFixedT(language), clock)
  return `${title}: ${sentence}`
}

const cases: [Partial<Verdict>, string, string][] = [
  [
    { reservation: juan },
    'Juan Pérez: Adelante · entra 1 más · 3 de 6 · mesa 12 · Alergia: nueces · VIP · cumpleaños',
    'Juan Pérez: Come in · 1 more · 3 of 6 · table 12 · Allergy: nueces · VIP · cumpleaños',
  ],
  [
    { reservation: reservation(2, { arrivedCount: 2, partySize: 2 }), people: 2 },
    'Guest 2: Adelante · entran 2 · 2 de 2',
    'Guest 2: Come in · 2 enter · 2 of 2',
  ],
  [
    { reservation: reservation(2, { arrivedCount: 3, partySize: 2 }), overrideReason: 'viene su hija' },
    'Guest 2: Adelante · entra 1 más · 3 de 2 · con PIN del encargado: viene su hija',
    'Guest 2: Come in · 1 more · 3 of 2 · with the manager’s PIN: viene su hija',
  ],
  [{}, 'Adelante: Adelante · entra 1', 'Come in: Come in · 1 enters'],
  [
    { outcome: 'duplicate', reservation: juan, previous: before },
    'Juan Pérez: Ya completa · entró a las 20:30 en Puesto 2',
    'Juan Pérez: Already complete · came in at 20:30 at Puesto 2',
  ],
  [{ outcome: 'duplicate', reservation: juan }, 'Juan Pérez: Ya completa', 'Juan Pérez: Already complete'],
  [
    { outcome: 'over_capacity', reservation: juan, people: 4 },
    'Juan Pérez: Solo queda sitio para 3 · la reserva es de 6',
    'Juan Pérez: Room for 3 only · the party is 6',
  ],
  [
    { outcome: 'over_capacity', reservation: { ...juan, arrivedCount: 6 } },
    'Juan Pérez: Ya no caben más · son 6 y están todos',
    'Juan Pérez: No room for more · all 6 are in',
  ],
  [
    { outcome: 'unknown' },
    'Código desconocido: Busca la reserva por nombre · este código no está en la lista',
    'Unknown code: Search by name · this code is not on the list',
  ],
  [
    { outcome: 'bad_signature' },
    'Entrada no válida: No dejes pasar con este código · no lo emitió el local · busca por nombre',
    'Not a valid ticket: Do not admit with this code · the venue did not issue it · search by name',
  ],
  [
    { outcome: 'wrong_business' },
    'Entrada de otro local: No es de este local · busca la reserva por nombre',
    'Another venue’s ticket: Not for this venue · search by name',
  ],
  [
    { outcome: 'wrong_day', reservation: juan },
    'Juan Pérez: No es para hoy · es para el viernes 27 nov, 21:00',
    'Juan Pérez: Not for today · it is for Friday 27 Nov, 21:00',
  ],
  [
    { outcome: 'wrong_day' },
    'Entrada de otro día: No es para hoy · busca la reserva por nombre',
    'Another day’s ticket: Not for today · search by name',
  ],
  [
    { outcome: 'cancelled', reservation: juan },
    'Juan Pérez: No pasa todavía · la reserva está cancelada · pregunta al encargado',
    'Juan Pérez: Do not admit yet · the reservation is cancelled · ask the manager',
  ],
  [
    { outcome: 'no_show', reservation: juan },
    'Juan Pérez: Recupera la reserva antes de dejar pasar · se dio por no presentada',
    'Juan Pérez: Bring the reservation back before admitting · it was marked as no-show',
  ],
  [
    { outcome: 'revoked' },
    'Entrada anulada: Pide el código nuevo · este se cambió por otro',
    'Ticket replaced: Ask for the new code · this one was replaced',
  ],
  [
    { outcome: 'malformed' },
    'Código ilegible: Vuelve a escanear · no se leyó entero',
    'Unreadable code: Scan again · it was not read completely',
  ],
  [
    { outcome: 'malformed', reason: 'other_kind' },
    'No es una entrada: Pide el código de la reserva · este es de otra cosa',
    'Not a ticket: Ask for the reservation’s code · this one is something else',
  ],
  [
    { reservation: juan, repeated: true },
    'Juan Pérez: Mismo código otra vez: no se contó · 3 de 6 · mesa 12 · Alergia: nueces · VIP · cumpleaños',
    'Juan Pérez: Same code again: not counted · 3 of 6 · table 12 · Allergy: nueces · VIP · cumpleaños',
  ],
  [
    { reservation: juan, undone: true },
    'Juan Pérez: Deshecho · 3 de 6 dentro',
    'Juan Pérez: Undone · 3 of 6 in',
  ],
]

it.each(cases)('says of %j what the host does next', (over, inSpanish, inEnglish) => {
  expect(say('es', over)).toBe(inSpanish)
  expect(say('en', over)).toBe(inEnglish)
})

it('has a case for every outcome', () => {
  expect(new Set(cases.map(([over]) => over.outcome ?? 'admitted'))).toEqual(new Set(scanOutcomes))
})

describe.each(scanOutcomes)('the outcome %s', (outcome) => {
  const clock = clockface('es', 'Europe/Madrid')

  it('has its tone, and none once it is undone', () => {
    const { t } = i18next
    expect(verdictWords(verdict({ outcome }), t, clock).tone).toBe(outcomeTone[outcome])
    expect(verdictWords(verdict({ outcome, undone: true }), t, clock).tone).toBe('blue')
  })

  it('has a few words for the list of scans, in both languages', () => {
    const [spanish, english] = (['es', 'en'] as const).map((language) =>
      shortVerdict(verdict({ outcome, reservation: juan }), i18next.getFixedT(language), clock),
    )
    expect(spanish).not.toBe(english)
    expect(`${spanish ?? ''}${english ?? ''}`).not.toMatch(/verdict\.|\{\{/)
  })
})
