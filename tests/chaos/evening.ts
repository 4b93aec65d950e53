import { setTimeout as pause } from 'node:timers/promises'
import type { ChaosDesk } from './desk.ts'
import { chance, type Chance } from './random.ts'
import type { Told } from './told.ts'
import type { Venue } from './venue.ts'

interface Party {
  id: string
  code: string
  ticket: string
  partySize: number
}

/** So many of those who came last stand at the door. */
const atTheDoor = 24
/** A party is booked so often, in milliseconds: a whole evening's in some minutes. */
const bookEveryMs = 450
/** The host's next doing comes after so long. */
const doEveryMs = [150, 900] as const

/** What the hosts did in an evening. */
export interface Evening {
  told: Told[]
  parties: number
  scans: number
  /** The desk said that it could not keep what was done, so nobody was let in. */
  refused: number
  /** What of it a desk was killed in the middle of. */
  cutShort: number
}

/** Guests come to every desk, with the same tickets, until it is over. Each host does one thing after another. */
export async function spend(
  { venue, desks, seed }: { venue: Venue; desks: readonly ChaosDesk[]; seed: number },
  over: AbortSignal,
): Promise<Evening> {
  const evening: Evening = { told: [], parties: 0, scans: 0, refused: 0, cutShort: 0 }
  const parties: Party[] = []
  const hosts = desks.map((desk) => new Host(desk, parties, chance(seed, desk.name), evening))
  await Promise.all([
    book(venue, parties, chance(seed, 'guests'), evening, over),
    ...hosts.map((host) => host.work(over)),
  ])
  return evening
}

async function book(
  venue: Venue,
  parties: Party[],
  choose: Chance,
  evening: Evening,
  over: AbortSignal,
): Promise<void> {
  while (!over.aborted) {
    await pause(bookEveryMs)
    const partySize = choose.whole(1, 6)
    try {
      const { id, code } = await venue.expect(`Grupo ${evening.parties + 1}`, partySize)
      evening.parties += 1
      parties.push({ id, code, partySize, ticket: await venue.ticket(id) })
      if (parties.length > atTheDoor) parties.shift()
    } catch {
      // The server is killed now and then: the next guest books a moment later.
    }
  }
}

/** One host at one desk. */
class Host {
  readonly #desk: ChaosDesk
  readonly #parties: readonly Party[]
  readonly #choose: Chance
  readonly #evening: Evening
  readonly #edited = new Set<string>()
  #admitted: string[] = []
  #count = 0

  constructor(desk: ChaosDesk, parties: readonly Party[], choose: Chance, evening: Evening) {
    this.#desk = desk
    this.#parties = parties
    this.#choose = choose
    this.#evening = evening
  }

  async work(over: AbortSignal): Promise<void> {
    while (!over.aborted) {
      await pause(this.#choose.whole(...doEveryMs))
      const party = this.#choose.pick(this.#parties)
      const roll = this.#choose.next()
      if (!party || !this.#desk.isRunning) continue
      try {
        await this.#do(roll, party)
      } catch {
        // What has no answer was not shown to anybody.
        this.#evening.cutShort += 1
      }
    }
  }

  async #do(roll: number, party: Party): Promise<void> {
    if (roll < 0.62) return this.#scan(party.ticket, this.#choose.whole(1, Math.min(3, party.partySize)))
    if (roll < 0.74) return this.#scan(party.code, 1)
    if (roll < 0.79) return this.#scan(`https://otro.example/${roll}`, 1)
    if (roll < 0.87) return this.#undo()
    if (roll < 0.93) return this.#walkIn()
    return this.#edit(party)
  }

  async #scan(text: string, people: number): Promise<void> {
    const { name } = this.#desk
    this.#evening.scans += 1
    const answer = await this.#desk.scan({
      text,
      people,
      source: 'manual',
      at: new Date().toISOString(),
      again: true,
    })
    if (!answer.ok) {
      this.#evening.refused += 1
      return
    }
    const { outcome, scanId } = answer.value
    if (outcome !== 'admitted') return
    this.#admitted.push(scanId)
    this.#evening.told.push({ kind: 'admitted', desk: name, scanId })
  }

  async #undo(): Promise<void> {
    const scanId = this.#admitted.pop()
    if (scanId === undefined) return
    const answer = await this.#desk.undo(scanId)
    if (answer.ok) this.#evening.told.push({ kind: 'undone', desk: this.#desk.name, scanId })
  }

  async #walkIn(): Promise<void> {
    const answer = await this.#desk.create({
      customer: { name: `Sin reserva ${++this.#count} de ${this.#desk.name}` },
      startsAt: new Date().toISOString(),
      partySize: this.#choose.whole(1, 4),
    })
    if (!answer.ok) return
    const told = { kind: 'created', desk: this.#desk.name, reservationId: answer.value.id } as const
    this.#evening.told.push(told)
  }

  /** Each host edits a party once: whose words they are is then known by them. */
  async #edit({ id }: Party): Promise<void> {
    if (this.#edited.has(id)) return
    const notes = `${this.#desk.name} ${++this.#count}`
    const answer = await this.#desk.update({ id, changes: { notes } })
    if (!answer.ok) return
    this.#edited.add(id)
    this.#evening.told.push({ kind: 'edited', desk: this.#desk.name, reservationId: id, notes })
  }
}
