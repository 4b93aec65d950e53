/** What is left of a phone number to tell two guests of one name apart: its last three digits. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, '')
  return digits.length < 6 ? '•••' : `••• ••• ${digits.slice(-3)}`
}

/** The first letter of an address, and what kind of address it is. */
export function maskEmail(email: string): string {
  const [name = '', domain = ''] = email.split('@')
  return `${name.slice(0, 1)}•••@${domain.slice(0, 1)}•••${domain.slice(domain.lastIndexOf('.'))}`
}
