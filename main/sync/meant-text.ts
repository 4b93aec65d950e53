import type { scanInputSchema } from '../../contract/ipc.ts'
import type { z } from 'zod'
import { decodeTicket } from '../../contract/ticket.ts'
import { readTyped, similarCodes } from '../../contract/typed-code.ts'
import type { Model } from './model.ts'
import { checkSignature } from './ticket-keys.ts'

/**
 * The text that is judged: of the ways in which a USB scanner's keys can be read, the one that the venue signed;
 * of what a host typed, the one guest whose code it can be.
 */
export function meantText(
  model: Model,
  { text, others, source }: Pick<z.output<typeof scanInputSchema>, 'text' | 'others' | 'source'>,
): string {
  if (source === 'manual') return typedCode(model, text)
  const isSigned = (candidate: string): boolean => {
    const decoded = decodeTicket(candidate)
    return decoded !== undefined && checkSignature(decoded, model.identity?.ticketKeys ?? []) === 'good'
  }
  return others.length === 0 ? text : ([text, ...others].find(isSigned) ?? text)
}

function typedCode(model: Model, text: string): string {
  const typed = readTyped(text)
  const [only, ...more] = similarCodes(typed).filter((code) => {
    const reservation = model.viewByCode(code)
    return reservation !== undefined && model.isShown(reservation)
  })
  // Of two that it could be, neither is admitted by a guess.
  return only !== undefined && more.length === 0 ? only : typed
}
