import { emailKey, phoneKey } from '../../contract/customer.ts'
import type { Customer } from '../../contract/reservation.ts'
import { StartError } from '../config.ts'

/** A guest as an operator names one: by an e-mail address, or by a phone number however it is written. */
export interface Guest {
  is(customer: Customer): boolean
}

/** Throws StartError with exit code 2 where the text is neither. */
export function guestNamed(text: string): Guest {
  if (text.includes('@')) {
    const key = emailKey(text)
    return { is: ({ email }) => email !== undefined && emailKey(email) === key }
  }
  const key = phoneKey(text)
  if (key === null)
    throw new StartError('Name the guest by an e-mail address, or a phone number of six digits or more.', 2)
  return { is: ({ phone }) => phone !== undefined && phoneKey(phone) === key }
}
