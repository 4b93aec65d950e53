/** The desk will not do what the host asked. `code` is for the screen, which says it in the host's language. */
export class Refused extends Error {
  readonly code: string
  /** Wrong PINs that are still allowed before a pause. */
  readonly triesLeft?: number

  constructor(code: string, triesLeft?: number) {
    super(`The desk refused: ${code}`)
    this.name = 'Refused'
    this.code = code
    if (triesLeft !== undefined) this.triesLeft = triesLeft
  }
}
