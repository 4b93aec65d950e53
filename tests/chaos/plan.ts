import { chance } from './random.ts'

/** Everything that goes wrong in a run, each at least once. */
export const faultKinds = [
  'cut',
  'half_open',
  'delay',
  'lost_answer',
  'duplicate',
  'reorder',
  'bad_gateway',
  'server_killed',
  'desk_killed',
  'disk_full',
  'wrong_clock',
] as const
export type FaultKind = (typeof faultKinds)[number]

export interface Fault {
  kind: FaultKind
  /** Milliseconds from the beginning. */
  at: number
  lastsMs: number
  /** Which of the desks, or of the servers, it meets: `0` is the first. */
  target: number
  /** How hard it is, 0 up to 1: how long a delay, how wrong a clock. */
  strength: number
}

/** How long each lasts at least and at most. A link must be silent for two and a half heartbeats to be found dead. */
const lasts: Readonly<Record<FaultKind, readonly [number, number]>> = {
  cut: [500, 8_000],
  half_open: [4_000, 9_000],
  delay: [2_000, 8_000],
  lost_answer: [2_000, 6_000],
  duplicate: [3_000, 8_000],
  reorder: [3_000, 8_000],
  bad_gateway: [1_000, 6_000],
  server_killed: [200, 4_000],
  desk_killed: [100, 4_000],
  disk_full: [1_500, 5_000],
  wrong_clock: [4_000, 12_000],
}

/** The mean time between the beginnings of two faults. */
const everyMs = 2_200

export interface PlanOptions {
  seed: number
  minutes: number
  /** Desks without windows; those with one come after them. */
  desks: number
  windows: number
  servers: number
}

/**
 * The faults of a run, in the order of their times; the same for the same options. Each kind comes equally often, and the
 * last of them ends before the evening does.
 */
export function planFaults({ seed, minutes, desks, windows, servers }: PlanOptions): Fault[] {
  const choose = chance(seed, 'faults')
  const end = minutes * 60_000 * 0.95
  const count = Math.max(faultKinds.length, Math.floor(end / everyMs))
  const faults: Fault[] = []
  let kinds: FaultKind[] = []
  for (let index = 0; index < count; index++) {
    if (kinds.length === 0) kinds = choose.shuffled(faultKinds)
    const kind = kinds.pop()
    if (kind === undefined) throw new Error('there is always a kind')
    const [least, most] = lasts[kind]
    const slot = end / count
    const at = Math.round(slot * (index + choose.next() * 0.8))
    faults.push({
      kind,
      at,
      lastsMs: Math.round(Math.min(choose.whole(least, most), Math.max(least, end - at))),
      target: choose.whole(...targetsOf(kind, { desks, windows, servers })),
      strength: choose.next(),
    })
  }
  return faults
}

/** The first and the last that such a fault can meet. */
function targetsOf(
  kind: FaultKind,
  { desks, windows, servers }: Pick<PlanOptions, 'desks' | 'windows' | 'servers'>,
): [number, number] {
  if (kind === 'server_killed') return [0, servers - 1]
  // A desk with a window keeps its data where Chromium does, and has the computer's own clock.
  if (kind === 'disk_full' || kind === 'wrong_clock') return [0, desks - 1]
  // The first lives from beginning to end: whether its memory grows is asked at the end.
  if (kind === 'desk_killed') return [1, desks + windows - 1]
  return [0, desks + windows - 1]
}
