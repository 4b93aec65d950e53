const formats = new Map<string, Intl.DateTimeFormat>()

/** Instants on a zone's wall clock, as 20:05. */
export function clockIn(timeZone: string): (at: string | number) => string {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    formats.set(timeZone, format)
  }
  const made = format
  return (at) => made.format(new Date(at))
}
