/** The desk will not do what the host asked. `code` is for the screen, which says it in the host's language. */
export class Refused extends Error {
  readonly code: string

  constructor(code: string) {
    super(`The desk refused: ${code}`)
    this.name = 'Refused'
    this.code = code
  }
}
