/** A calendar day some days later. */
export function dayAfter(day: string, days: number): string {
  const date = new Date(`${day}T12:00Z`)
  date.setUTCDate(date.getUTCDate() + days)
  return date.toISOString().slice(0, 10)
}
