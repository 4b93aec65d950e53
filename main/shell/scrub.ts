import { homedir } from 'node:os'

/** What must not be in a text that leaves the house, and what stands in its place. */
const marks: readonly [RegExp, string][] = [
  [/\bFD1[A-Z2-7]{20,}/gi, '[ticket]'],
  [/[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}/g, '[e-mail]'],
  [/\bBearer\s+\S+/gi, '[token]'],
  // Long random words, such as tokens; a UUID is shorter between its dashes.
  [/(?<![\w-])[\w-]{40,}/g, '[secret]'],
  // A telephone number with its spaces. Times, sizes and ids have other forms.
  [/(?<![\w.:-])\+?\d{2,4}([ -]\d{2,4}){2,4}(?![\w.:-])/g, '[phone]'],
  [/(?<![\w.:-])(\+|00)?\d{9,12}(?![\w.:-])/g, '[phone]'],
]

/** Takes out of a text of the log what names a guest or opens a door, should any have come in. */
export function scrub(text: string, home: string = homedir()): string {
  const scrubbed = marks.reduce((rest, [pattern, mark]) => rest.replace(pattern, mark), text)
  // The folder of a user has the user's name.
  return home.length > 1 ? scrubbed.replaceAll(home, '~') : scrubbed
}
