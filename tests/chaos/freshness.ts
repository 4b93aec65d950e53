import type { Witness } from './desk.ts'

/** Remembers when the server last confirmed what each running desk shows, and counts the conflicts that hosts were shown. */
export class Watch implements Witness {
  conflictsShown = 0
  longestStaleMs = 0
  readonly #confirmedAt = new Map<string, number>()

  running(desk: string): void {
    this.#confirmedAt.set(desk, Date.now())
  }

  gone(desk: string): void {
    this.#look(desk)
    this.#confirmedAt.delete(desk)
  }

  fresh(desk: string): void {
    this.#look(desk)
    if (this.#confirmedAt.has(desk)) this.#confirmedAt.set(desk, Date.now())
  }

  conflict(): void {
    this.conflictsShown += 1
  }

  /** Also for those that have not been confirmed since. */
  end(): void {
    for (const desk of this.#confirmedAt.keys()) this.#look(desk)
  }

  #look(desk: string): void {
    const at = this.#confirmedAt.get(desk)
    if (at !== undefined) this.longestStaleMs = Math.max(this.longestStaleMs, Date.now() - at)
  }
}
