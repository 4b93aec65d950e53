import { create } from 'qrcode'

/** What a webcam at a door meets. */
export const conditions = ['plain', 'blur', 'tilt', 'glare', 'dark mode', 'dim'] as const
export type Condition = (typeof conditions)[number]

export const frame = { width: 1280, height: 720 }

/** The same numbers from 0 to 1 for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** A text of a ticket's form and length: no decoder looks at its signature. */
export function ticketLike(random: () => number): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const body = Array.from({ length: 140 }, () => letters.charAt(Math.floor(random() * 32)))
  return `FD1${body.join('')}`
}

interface Vector {
  x: number
  y: number
  z: number
}
const dot = (a: Vector, b: Vector) => a.x * b.x + a.y * b.y + a.z * b.z

/** A phone that shows a code, before a webcam: 1280 by 720, 0 to 255, in grey. */
export function grayFrame(text: string, condition: Condition, random: () => number): Float32Array {
  const between = (from: number, to: number) => from + random() * (to - from)
  const { modules } = create(text, { errorCorrectionLevel: 'M' })
  const { size } = modules
  const dark = condition === 'dark mode'
  const shade = { screen: dark ? 18 : 240, module: dark ? 235 : 15, phone: 30 }

  // The phone's plane: turned about three axes, as far away as the focal length, so that its middle is to scale.
  const focal = 900
  const tilted = condition === 'tilt'
  const [turn, nod, yaw] = tilted
    ? [between(-0.5, 0.5), between(-0.6, 0.6), between(-0.6, 0.6)]
    : [between(-0.05, 0.05), between(-0.08, 0.08), between(-0.08, 0.08)]
  const axes = turned(turn, nod, yaw)
  const middle = { x: between(-90, 90), y: between(-50, 50), z: focal }
  const pixels = between(5.2, 7.2)
  const distance = dot(middle, axes.normal)

  const picture = new Float32Array(frame.width * frame.height)
  for (let y = 0; y < frame.height; y++) {
    for (let x = 0; x < frame.width; x++) {
      const ray = { x: x - frame.width / 2, y: y - frame.height / 2, z: focal }
      const far = distance / dot(ray, axes.normal)
      const point = { x: ray.x * far - middle.x, y: ray.y * far - middle.y, z: ray.z * far - middle.z }
      const column = dot(point, axes.right) / pixels + size / 2
      const row = dot(point, axes.down) / pixels + size / 2
      picture[y * frame.width + x] = shadeAt(column, row, x, y)
    }
  }

  function shadeAt(column: number, row: number, x: number, y: number): number {
    const inside = (margin: number, tall: number) =>
      column > -margin && column < size + margin && row > -tall && row < size + tall
    if (!inside(9, 22)) return 185 - (45 * x) / frame.width - (20 * y) / frame.height
    if (!inside(7, 20)) return shade.phone
    const isCode = column >= 0 && row >= 0 && column < size && row < size
    return isCode && modules.get(Math.floor(row), Math.floor(column)) ? shade.module : shade.screen
  }

  if (condition === 'blur') soften(picture, Math.round(between(2, 4)))
  // Every lens softens a little.
  else soften(picture, 1)
  if (condition === 'glare') addGlare(picture, middle, between, random)
  const light = condition === 'dim' ? between(0.1, 0.25) : 1
  const grain = condition === 'dim' ? 14 : 6
  for (let i = 0; i < picture.length; i++) {
    picture[i] = Math.min(255, Math.max(0, (picture[i] ?? 0) * light + (random() + random() - 1) * grain))
  }
  return picture
}

function turned(turn: number, nod: number, yaw: number): Record<'right' | 'down' | 'normal', Vector> {
  const [cosT, sinT] = [Math.cos(turn), Math.sin(turn)]
  const [cosN, sinN] = [Math.cos(nod), Math.sin(nod)]
  const [cosY, sinY] = [Math.cos(yaw), Math.sin(yaw)]
  const rotate = ({ x, y, z }: Vector): Vector => {
    const [x1, y1] = [x * cosT - y * sinT, x * sinT + y * cosT]
    const [y2, z2] = [y1 * cosN - z * sinN, y1 * sinN + z * cosN]
    return { x: x1 * cosY + z2 * sinY, y: y2, z: z2 * cosY - x1 * sinY }
  }
  return {
    right: rotate({ x: 1, y: 0, z: 0 }),
    down: rotate({ x: 0, y: 1, z: 0 }),
    normal: rotate({ x: 0, y: 0, z: 1 }),
  }
}

/** Twice a box: near enough to a lens out of focus. */
function soften(picture: Float32Array, radius: number): void {
  for (let pass = 0; pass < 2; pass++) {
    for (let y = 0; y < frame.height; y++) boxAlong(picture, y * frame.width, 1, frame.width, radius)
    for (let x = 0; x < frame.width; x++) boxAlong(picture, x, frame.width, frame.height, radius)
  }
}

function boxAlong(picture: Float32Array, start: number, step: number, length: number, radius: number): void {
  const line = new Float32Array(length)
  for (let i = 0; i < length; i++) line[i] = picture[start + i * step] ?? 0
  const at = (index: number) => line[Math.min(length - 1, Math.max(0, index))] ?? 0
  let sum = 0
  for (let i = -radius; i <= radius; i++) sum += at(i)
  for (let i = 0; i < length; i++) {
    picture[start + i * step] = sum / (2 * radius + 1)
    sum += at(i + radius + 1) - at(i - radius)
  }
}

/** A lamp in the glass: white in its middle, over some of the code. */
function addGlare(
  picture: Float32Array,
  middle: Vector,
  between: (from: number, to: number) => number,
  random: () => number,
): void {
  const angle = random() * 2 * Math.PI
  const away = between(60, 170)
  const lamp = {
    x: frame.width / 2 + middle.x + Math.cos(angle) * away,
    y: frame.height / 2 + middle.y + Math.sin(angle) * away,
  }
  const [wide, high] = [between(35, 90), between(25, 70)]
  for (let y = 0; y < frame.height; y++) {
    for (let x = 0; x < frame.width; x++) {
      const reach = ((x - lamp.x) / wide) ** 2 + ((y - lamp.y) / high) ** 2
      const index = y * frame.width + x
      picture[index] = (picture[index] ?? 0) + 320 * Math.exp(-reach)
    }
  }
}
