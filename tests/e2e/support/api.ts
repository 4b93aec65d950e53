import { randomUUID } from 'node:crypto'
import { listResponseSchema } from '../../../contract/api.ts'
import {
  reservationSchema,
  type NewReservation,
  type Reservation,
  type ReservationChanges,
} from '../../../contract/reservation.ts'
import { scanResponseSchema, type ScanOutcome, type ScanResponse } from '../../../contract/scan.ts'
import type { Ready } from './server.ts'

/** Where the server is, and who asks. */
type Access = Pick<Ready, 'url' | 'businessId'> & { tokens: Pick<Ready['tokens'], 'desk2'> }

/** The server as another client sees it: what the desks show is compared with it. */
export class TestApi {
  readonly #ready: Access
  readonly #token: string

  constructor(ready: Access, token = ready.tokens.desk2) {
    this.#ready = ready
    this.#token = token
  }

  /** A party that is expected now, unless said otherwise. */
  async create(
    name: string,
    partySize: number,
    more: Partial<Omit<NewReservation, 'businessId' | 'customer'>> = {},
    contact: Partial<Omit<NewReservation['customer'], 'name'>> = {},
  ): Promise<Reservation> {
    const body: NewReservation = {
      businessId: this.#ready.businessId,
      customer: { name, ...contact },
      startsAt: new Date().toISOString(),
      partySize,
      ...more,
    }
    return reservationSchema.parse(await this.#json('POST', '/api/reservas', body))
  }

  async list(): Promise<Reservation[]> {
    const answer = await this.#json('GET', `/api/reservas?businessId=${this.#ready.businessId}`)
    return listResponseSchema.parse(answer).reservas
  }

  /** The reservation as the server has it now. */
  async find(id: string): Promise<Reservation> {
    const found = (await this.list()).find((reservation) => reservation.id === id)
    if (!found) throw new Error(`The server has no reservation ${id} today.`)
    return found
  }

  /** What the guest's QR code says. */
  async ticket(id: string): Promise<string> {
    const response = await this.#request('GET', `/api/reservas/${id}/qr.txt`)
    return (await response.text()).trim()
  }

  async update(id: string, changes: ReservationChanges): Promise<Reservation> {
    const answer = await this.#json('PUT', `/api/reservas/${id}`, changes, { 'If-Match': '*' })
    return reservationSchema.parse(answer)
  }

  async remove(id: string): Promise<void> {
    await this.#request('DELETE', `/api/reservas/${id}`, undefined, { 'If-Match': '*' })
  }

  /** @param deskOutcome What a desk that was alone has told the guest. */
  async scan(code: string, people = 1, deskOutcome?: ScanOutcome): Promise<ScanResponse> {
    const answer = await this.#json('POST', '/api/reservas/qr-scan', {
      businessId: this.#ready.businessId,
      code,
      people,
      scanId: randomUUID(),
      scannedAt: new Date().toISOString(),
      deviceId: 'test',
      ...(deskOutcome !== undefined && { deskOutcome }),
    })
    return scanResponseSchema.parse(answer)
  }

  async #json(
    method: string,
    url: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<unknown> {
    return (await this.#request(method, url, body, headers)).json()
  }

  async #request(
    method: string,
    url: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const response = await fetch(this.#ready.url + url, {
      method,
      headers: {
        Authorization: `Bearer ${this.#token}`,
        ...(method === 'GET' ? {} : { 'Idempotency-Key': randomUUID() }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${url}: ${response.status} ${await response.text()}`)
    return response
  }
}
