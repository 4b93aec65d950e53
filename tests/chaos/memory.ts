import { setTimeout as pause } from 'node:timers/promises'
import { CoreDesk } from './core-desk.ts'
import type { Station } from './faults.ts'

/** What is compiled and cached for the first time has been by then. */
const warmUpShare = 0.25

/** How much more the desk that lives through the whole evening holds at its end, beyond what is garbage. */
export class Memory {
  readonly #desk: CoreDesk
  readonly #warmUpMs: number
  #before = 0

  constructor(stations: readonly Station[], minutes: number) {
    const first = stations[0]?.desk
    if (!(first instanceof CoreDesk)) throw new Error('The first desk has no window.')
    this.#desk = first
    this.#warmUpMs = minutes * 60_000 * warmUpShare
  }

  async begin(): Promise<void> {
    await pause(this.#warmUpMs)
    this.#before = await this.#desk.memory()
  }

  async growthMiB(): Promise<number> {
    const grown = (await this.#desk.memory()) - this.#before
    return Math.round((grown / 2 ** 20) * 10) / 10
  }
}
