import type { ConnectionState } from '../../contract/connection.ts'

type State = ConnectionState['state']
type Colour = readonly [red: number, green: number, blue: number]

const teal: Colour = [0x0f, 0x7f, 0x78]
const paper: Colour = [0xff, 0xfd, 0xf8]
const alarm: Colour = [0xb3, 0x26, 0x1e]

/** Three columns and five rows a sign: what is legible at eleven pixels. */
const digits: Readonly<Record<string, string>> = {
  '1': '.#. ##. .#. .#. ###',
  '2': '##. ..# .#. #.. ###',
  '3': '##. ..# .#. ..# ##.',
  '4': '#.# #.# ### ..# ..#',
  '5': '### #.. ##. ..# ##.',
  '6': '.## #.. ### #.# ###',
  '7': '### ..# .#. .#. .#.',
  '8': '### #.# ### #.# ###',
  '9': '### #.# ### ..# ##.',
  '+': '... .#. ### .#. ...',
}

/** Each state has a colour and a shape, so that either alone tells it. */
const badges: Readonly<Record<State, { colour: Colour; shape: 'disc' | 'ring' | 'bar' | 'half' | 'cross' }>> =
  {
    live: { colour: [0x2f, 0xa8, 0x5a], shape: 'disc' },
    reconnecting: { colour: [0xf0, 0x9a, 0x2a], shape: 'half' },
    polling: { colour: [0x7f, 0x9a, 0xb3], shape: 'ring' },
    offline: { colour: [0xf0, 0x9a, 0x2a], shape: 'bar' },
    stopped: { colour: [0xd9, 0x3a, 0x30], shape: 'cross' },
  }

/**
 * The tray's picture, a reception bell with the connection's state at its foot and the number of unseen alerts at its
 * head (`+` above nine), as Electron's `createFromBitmap` takes it: rows of blue, green, red, alpha, with alpha
 * multiplied in.
 * @param size Pixels a side.
 */
export function drawTrayIcon(state: State, unseen: number, size: number): Buffer {
  const samples = 3
  const bitmap = Buffer.alloc(size * size * 4)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const sum = [0, 0, 0, 0]
      for (let sample = 0; sample < samples * samples; sample++) {
        const u = (x + ((sample % samples) + 0.5) / samples) / size
        const v = (y + (Math.floor(sample / samples) + 0.5) / samples) / size
        const colour = colourAt(state, unseen, u, v)
        if (colour === undefined) continue
        const [red, green, blue] = colour
        for (const [channel, value] of [blue, green, red, 255].entries())
          sum[channel] = (sum[channel] ?? 0) + value
      }
      bitmap.set(
        sum.map((value) => Math.round(value / (samples * samples))),
        (y * size + x) * 4,
      )
    }
  }
  return bitmap
}

/** The colour at a point of the unit square, `undefined` where the tray shines through. */
function colourAt(state: State, unseen: number, u: number, v: number): Colour | undefined {
  if (unseen > 0) {
    const [x, y] = [(u - 0.3) / 0.3, (v - 0.3) / 0.3]
    const away = Math.hypot(x, y)
    if (away <= 1) return inDigit(unseen > 9 ? '+' : String(unseen), x, y) ? paper : alarm
    if (away <= 1.2) return undefined
  }
  const { colour, shape } = badges[state]
  const du = (u - 0.74) / 0.24
  const dv = (v - 0.74) / 0.24
  const distance = Math.hypot(du, dv)
  if (distance <= 1) return inBadge(shape, du, dv, distance) ? colour : paper
  // A gap keeps the badge apart from the bell.
  if (distance <= 1.25) return undefined
  return inBell(u, v) ? teal : undefined
}

/** Whether a point of the disc, whose radius is one, is part of the sign in its middle. */
function inDigit(sign: string, x: number, y: number): boolean {
  const cell = 0.26
  const column = Math.floor(x / cell + 1.5)
  const row = Math.floor(y / cell + 2.5)
  if (column < 0 || column > 2 || row < 0 || row > 4) return false
  return digits[sign]?.split(' ')[row]?.[column] === '#'
}

function inBadge(shape: string, du: number, dv: number, distance: number): boolean {
  switch (shape) {
    case 'ring':
      return distance > 0.5
    case 'half':
      return distance > 0.8 || du < 0
    case 'bar':
      return Math.abs(dv) > 0.25 || Math.abs(du) > 0.65
    case 'cross':
      return Math.abs(Math.abs(du) - Math.abs(dv)) > 0.25 || distance > 0.75
    default:
      return true
  }
}

/** Whether a point of the unit square is part of the reception bell, which is the app's sign. */
export function inBell(u: number, v: number): boolean {
  const dome = v <= 0.72 && Math.hypot((u - 0.5) / 0.42, (v - 0.72) / 0.46) <= 1
  const foot = v > 0.77 && v <= 0.89 && Math.abs(u - 0.5) <= 0.46
  const button = Math.hypot(u - 0.5, v - 0.16) <= 0.09
  return dome || foot || button
}
