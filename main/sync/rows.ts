import { readJson } from '../../contract/json.ts'
import type { JsonOf } from '../../contract/json.ts'
import type { Reservation } from '../../contract/reservation.ts'

/**
 * The server's rows, of whatever day, by id, ticket and code. What the file holds comes as text, and is read when
 * somebody asks for a row: a window that begins is handed the text, and its first list does not wait for main.
 */
export class Rows {
  /** What the file holds, as long as nothing here is otherwise. */
  #text: JsonOf<Reservation[]> | null = null
  #isRead = true
  readonly #byId = new Map<string, Reservation>()
  readonly #byTicket = new Map<string, string>()
  readonly #byCode = new Map<string, string>()

  /** All of them as the file has them; `null` where that is not known any more. */
  get text(): JsonOf<Reservation[]> | null {
    return this.#text
  }

  /** These in the place of what was here. */
  begin(text: JsonOf<Reservation[]>): void {
    this.clear()
    this.#text = text
    this.#isRead = false
  }

  #known(): ReadonlyMap<string, Reservation> {
    if (!this.#isRead && this.#text !== null) {
      this.#isRead = true
      for (const row of readJson(this.#text)) this.#note(row)
    }
    return this.#byId
  }

  #note(row: Reservation): void {
    this.#byId.set(row.id, row)
    this.#byTicket.set(row.ticketId, row.id)
    this.#byCode.set(row.code, row.id)
  }

  get(id: string): Reservation | undefined {
    return this.#known().get(id)
  }

  has(id: string): boolean {
    return this.#known().has(id)
  }

  get size(): number {
    return this.#known().size
  }

  keys(): Iterable<string> {
    return this.#known().keys()
  }

  values(): Iterable<Reservation> {
    return this.#known().values()
  }

  /** How they are now, whatever becomes of them. */
  copy(): ReadonlyMap<string, Reservation> {
    return new Map(this.#known())
  }

  idOfTicket(ticketId: string): string | undefined {
    this.#known()
    return this.#byTicket.get(ticketId)
  }

  idOfCode(code: string): string | undefined {
    this.#known()
    return this.#byCode.get(code)
  }

  /** In the place of the one with its id. */
  put(row: Reservation): void {
    this.drop(row.id)
    this.#note(row)
    this.#text = null
  }

  drop(id: string): void {
    const row = this.get(id)
    if (!row) return
    this.#text = null
    this.#byId.delete(id)
    if (this.#byTicket.get(row.ticketId) === id) this.#byTicket.delete(row.ticketId)
    if (this.#byCode.get(row.code) === id) this.#byCode.delete(row.code)
  }

  clear(): void {
    this.#text = null
    this.#isRead = true
    for (const part of [this.#byId, this.#byTicket, this.#byCode]) part.clear()
  }
}
