import { z } from 'zod'
import { instantSchema } from './primitives.ts'
import { isVisit } from './party.ts'
import type { Customer, Reservation } from './reservation.ts'

/** What a venue knows of a guest from before, `include=clients`. Its `key` is that of the reservations' customer. */
export const clientSchema = z.object({
  key: z.string(),
  visits: z.number().int().min(0),
  noShows: z.number().int().min(0),
  /** When the last reservation began that the guest came to. */
  lastVisitAt: instantSchema.optional(),
})
export type Client = z.infer<typeof clientSchema>

/** Fewer digits name nobody: they are an extension, or a slip. */
const fewestDigits = 6

/** A phone number as it is compared: its digits, without the `+` or `00` of an international one. `null`: it names nobody. */
export function phoneKey(phone: string): string | null {
  const digits = phone.replace(/\D/g, '').replace(/^00/, '')
  return digits.length < fewestDigits ? null : `tel:${digits}`
}

/** An e-mail address as it is compared: case does not matter. */
export function emailKey(email: string): string {
  return `mailto:${email.trim().toLowerCase()}`
}

/** Who this is, within one venue: by phone, else by e-mail; `null` where neither was given. */
export function customerKey({ phone, email }: Customer): string | null {
  const byPhone = phone === undefined ? null : phoneKey(phone)
  return byPhone ?? (email === undefined ? null : emailKey(email))
}

/** What one reservation adds to what is known of its customer. */
export function customerContribution(
  reservation: Pick<Reservation, 'status' | 'arrivedCount' | 'partySize'>,
): { visits: number; noShows: number } {
  return { visits: isVisit(reservation) ? 1 : 0, noShows: reservation.status === 'no_show' ? 1 : 0 }
}
