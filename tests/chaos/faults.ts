import { setTimeout as pause } from 'node:timers/promises'
import type { SmallDisk } from '../../server/testing/small-disk.ts'
import { CoreDesk } from './core-desk.ts'
import type { ChaosDesk } from './desk.ts'
import type { Network, Trouble } from './network.ts'
import type { Fault, FaultKind } from './plan.ts'
import type { Venue } from './venue.ts'

/** A desk, and what can be done to it. */
export interface Station {
  desk: ChaosDesk
  network: Network
  /** Of a desk without a window only. */
  disk?: SmallDisk
}

export interface Scene {
  venue: Venue
  stations: readonly Station[]
}

type Heal = () => Promise<void> | void

/** Wrong by up to so much, either way. */
const clockErrorMs = 3_600_000
const longestDelayMs = 1_500

/** Makes things go wrong, and right again. What is wrong already is left alone, and not counted again. */
export class Mischief {
  readonly counts = new Map<FaultKind, number>()
  readonly #scene: Scene
  readonly #wrong = new Set<string>()
  readonly #say: (line: string) => void

  constructor(scene: Scene, say: (line: string) => void) {
    this.#scene = scene
    this.#say = say
  }

  /** Goes through the plan. Resolves when the last has healed. */
  async carryOut(faults: readonly Fault[], startedAt: number): Promise<void> {
    const running: Promise<void>[] = []
    const failures: unknown[] = []
    for (const fault of faults) {
      await pause(Math.max(0, startedAt + fault.at - Date.now()))
      running.push(this.#happen(fault).catch((error: unknown) => void failures.push(error)))
    }
    await Promise.all(running)
    if (failures.length > 0)
      throw new AggregateError(failures, 'Something that was broken could not be mended.')
  }

  async #happen(fault: Fault): Promise<void> {
    const { kind, target, lastsMs } = fault
    const key = `${kind} ${target}`
    if (this.#wrong.has(key)) return
    this.#wrong.add(key)
    try {
      const heal = await this.#begin(fault)
      if (!heal) return
      this.counts.set(kind, (this.counts.get(kind) ?? 0) + 1)
      this.#say(`${kind} at ${target} for ${(lastsMs / 1000).toFixed(1)} s`)
      await pause(lastsMs)
      await heal()
    } finally {
      this.#wrong.delete(key)
    }
  }

  /** Returns how it heals; nothing where it cannot happen now. */
  async #begin({ kind, target, strength }: Fault): Promise<Heal | undefined> {
    if (kind === 'server_killed') {
      await this.#scene.venue.kill(target)
      return () => this.#scene.venue.start(target)
    }
    const station = this.#scene.stations[target]
    if (!station) return undefined
    const { desk, network, disk } = station
    switch (kind) {
      case 'cut':
        network.cut()
        return async () => {
          network.trouble.cut = false
          // Some systems say that the network is back, others don't.
          if (strength > 0.5) await desk.wake().catch(() => undefined)
        }
      case 'half_open':
        return during(network.trouble, 'halfOpen', true)
      case 'delay':
        return during(network.trouble, 'delayMs', Math.round(strength * longestDelayMs))
      case 'lost_answer':
        return during(network.trouble, 'losesAnswers', true)
      case 'duplicate':
        return during(network.trouble, 'duplicates', true)
      case 'reorder':
        return during(network.trouble, 'reorders', true)
      case 'bad_gateway':
        return during(network.trouble, 'badGateway', true)
      case 'desk_killed':
        if (!desk.isRunning) return undefined
        await desk.kill()
        return () => desk.start()
      case 'disk_full':
        if (!disk) return undefined
        disk.fill(0)
        return () => disk.empty()
      case 'wrong_clock': {
        if (!(desk instanceof CoreDesk) || !desk.isRunning) return undefined
        await desk.setClock(Math.round((strength * 2 - 1) * clockErrorMs))
        return async () => {
          // One that was killed starts with the right time.
          if (desk.isRunning) await desk.setClock(0)
        }
      }
    }
  }
}

function during<K extends keyof Trouble>(trouble: Trouble, key: K, value: Trouble[K]): Heal {
  const before = trouble[key]
  trouble[key] = value
  return () => {
    trouble[key] = before
  }
}
