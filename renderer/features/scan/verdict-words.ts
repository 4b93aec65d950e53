import type { TFunction } from 'i18next'
import type { Verdict } from '../../../contract/ipc.ts'
import { codeKind } from '../../../contract/code-kind.ts'
import { outcomeTone } from '../../../contract/scan.ts'
import type { Clockface } from '../../i18n/format.ts'
import { byWeight, tagWords } from '../arrivals/tags.tsx'

export type VerdictTone = 'green' | 'amber' | 'red' | 'blue'

export interface VerdictWords {
  tone: VerdictTone
  /** The guest's name, or what the code is. */
  title: string
  /** What the host does next, first. */
  sentence: string
}

/** What the band says of a verdict: every outcome, in one sentence that begins with what the host does next. */
export function verdictWords(verdict: Verdict, t: TFunction, clock: Clockface): VerdictWords {
  const parts = verdict.undone ? [undoneWords(verdict, t)] : outcomeParts(verdict, t, clock)
  if (verdict.repeated) {
    // "One more comes in" would be wrong: nobody does.
    if (verdict.outcome === 'admitted' && !verdict.undone) parts.shift()
    parts.unshift(t('verdict.say.repeated'))
  }
  return {
    tone: verdict.undone ? 'blue' : outcomeTone[verdict.outcome],
    title: titleOf(verdict, t),
    sentence: parts.join(' · '),
  }
}

/** Whether a code is not a ticket at all, rather than a ticket that was not read completely. */
function isOtherKind({ outcome, reason }: Pick<Verdict, 'outcome' | 'reason'>): boolean {
  return outcome === 'malformed' && reason === 'other_kind'
}

/** Whether a ticket is signed with a key that this desk has not been given yet, rather than by somebody else. */
function isUnknownKey({ outcome, reason }: Pick<Verdict, 'outcome' | 'reason'>): boolean {
  return outcome === 'bad_signature' && reason === 'unknown_key'
}

/** The guest's name, or what the code is. */
export function titleOf(
  verdict: Pick<Verdict, 'outcome' | 'reason' | 'reservation' | 'text'>,
  t: TFunction,
): string {
  const { reservation, outcome } = verdict
  if (reservation) return reservation.customer.name
  if (isOtherKind(verdict)) return t(`verdict.kind.${codeKind(verdict.text)}`)
  return isUnknownKey(verdict) ? t('verdict.title.unknownKey') : t(`verdict.title.${outcome}`)
}

function undoneWords({ reservation }: Verdict, t: TFunction): string {
  return t('verdict.say.undone', {
    arrived: reservation?.arrivedCount ?? 0,
    size: reservation?.partySize ?? 0,
  })
}

function outcomeParts(verdict: Verdict, t: TFunction, clock: Clockface): string[] {
  return verdict.outcome === 'admitted' ? admittedParts(verdict, t) : refusedParts(verdict, t, clock)
}

/** Why a code lets nobody in, and what the host does next. */
export function refusedParts(
  verdict: Pick<Verdict, 'outcome' | 'reason' | 'reservation' | 'previous' | 'text'>,
  t: TFunction,
  clock: Clockface,
): string[] {
  const { outcome, reservation, previous } = verdict
  switch (outcome) {
    case 'admitted':
      return []
    case 'duplicate': {
      const by =
        previous && t('verdict.say.duplicateBy', { time: clock.time(previous.at), desk: previous.deviceName })
      return [t('verdict.say.duplicate'), ...(by === undefined ? [] : [by])]
    }
    case 'over_capacity': {
      const size = reservation?.partySize ?? 0
      const left = Math.max(0, size - (reservation?.arrivedCount ?? 0))
      return [left === 0 ? t('verdict.say.overNone', { size }) : t('verdict.say.over', { count: left, size })]
    }
    case 'wrong_day':
      return [
        reservation
          ? t('verdict.say.wrong_dayOn', { when: clock.dateTime(reservation.startsAt) })
          : t('verdict.say.wrong_day'),
      ]
    case 'malformed':
      return [
        isOtherKind(verdict) && codeKind(verdict.text) !== 'cutTicket'
          ? t('verdict.say.otherKind')
          : t('verdict.say.malformed'),
      ]
    case 'bad_signature':
      return [isUnknownKey(verdict) ? t('verdict.say.unknownKey') : t('verdict.say.bad_signature')]
    case 'unknown':
    case 'wrong_business':
    case 'cancelled':
    case 'no_show':
    case 'revoked':
      return [t(`verdict.say.${outcome}`)]
  }
}

function admittedParts({ people, reservation, overrideReason }: Verdict, t: TFunction): string[] {
  if (!reservation) return [t('verdict.say.admittedFirst', { count: people })]
  const { arrivedCount, partySize, table, tags } = reservation
  const first = arrivedCount <= people
  return [
    first
      ? t('verdict.say.admittedFirst', { count: people })
      : t('verdict.say.admittedMore', { count: people }),
    t('verdict.say.of', { arrived: arrivedCount, size: partySize }),
    ...(overrideReason === undefined ? [] : [t('override.said', { reason: overrideReason })]),
    ...(table === undefined ? [] : [t('verdict.say.table', { table })]),
    ...tagParts(tags, t),
  ]
}

/** A party's tags, those that must not be overlooked first. */
export function tagParts(tags: readonly string[], t: TFunction): string[] {
  return tags.toSorted(byWeight).map((tag) => tagWords(tag, t))
}

/** The same in a few words, for the list of the latest scans. */
export function shortVerdict(verdict: Verdict, t: TFunction, clock: Clockface): string {
  const { outcome, reservation, people, previous } = verdict
  if (verdict.decision !== undefined) return t(`dispute.decided.${verdict.decision}`)
  if (verdict.undone) return t('scan.undone')
  if (outcome === 'admitted') {
    const count = t('verdict.short.admitted', {
      people,
      arrived: reservation?.arrivedCount ?? people,
      size: reservation?.partySize ?? people,
    })
    return reservation?.table === undefined
      ? count
      : `${count} · ${t('verdict.say.table', { table: reservation.table })}`
  }
  if (outcome === 'duplicate' && previous) {
    const by = t('verdict.say.duplicateBy', { time: clock.time(previous.at), desk: previous.deviceName })
    return `${t('verdict.short.duplicate')} · ${by}`
  }
  return t(`verdict.short.${outcome}`)
}
