const formats = new Map<string, Intl.DateTimeFormat>()

function format(
  language: string,
  timeZone: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${language} ${timeZone} ${JSON.stringify(options)}`
  let made = formats.get(key)
  if (!made) {
    made = new Intl.DateTimeFormat(language, { timeZone, ...options })
    formats.set(key, made)
  }
  return made
}

export interface Clockface {
  /** `20:41` on the venue's clock. */
  time(at: string | number): string
  /** `martes 24 nov`, the day on the venue's calendar. */
  date(at: string | number): string
  /** `24 nov`. */
  shortDate(at: string | number): string
  /** `viernes 27 nov, 21:00`. */
  dateTime(at: string | number): string
}

/** Writes instants as the venue's clock and calendar show them, in the host's language. */
export function clockface(language: string, timeZone: string): Clockface {
  // British English has the order of Spanish: weekday, day, month.
  const locale = language === 'en' ? 'en-GB' : language
  const time = format(locale, timeZone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const date = format(locale, timeZone, { weekday: 'long', day: 'numeric', month: 'short' })
  const shortDate = format(locale, timeZone, { day: 'numeric', month: 'short' })
  return {
    time: (at) => time.format(new Date(at)),
    date: (at) => date.format(new Date(at)).replace(',', ''),
    shortDate: (at) => shortDate.format(new Date(at)),
    dateTime: (at) => `${date.format(new Date(at)).replace(',', '')}, ${time.format(new Date(at))}`,
  }
}
