/** A scanner that sends no end of line is at the end of its code after so many milliseconds of silence. */
const silence = 100
/** The most that a QR code holds; what is longer is noise. */
const longest = 4296

/** Cuts what a serial scanner sends into codes: at CR, LF, NUL, ETX or silence. Control characters around them fall away. */
export function createLineReader(onLine: (text: string) => void): { take(bytes: Uint8Array): void } {
  const decoder = new TextDecoder()
  let rest = ''
  let timer: ReturnType<typeof setTimeout> | undefined

  function tell(text: string): void {
    const line = text.replace(/[\u0000-\u001f\u007f]+/g, '').trim()
    if (line !== '' && line.length <= longest) onLine(line)
  }

  function flush(): void {
    const text = rest
    rest = ''
    tell(text)
  }

  return {
    take(bytes) {
      clearTimeout(timer)
      const parts = (rest + decoder.decode(bytes, { stream: true })).split(/[\r\n\u0000\u0003]+/)
      rest = parts.pop() ?? ''
      for (const part of parts) tell(part)
      if (rest.length > longest) rest = ''
      if (rest !== '') timer = setTimeout(flush, silence)
    },
  }
}
