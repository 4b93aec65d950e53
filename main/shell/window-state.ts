import { readFileSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { Log } from '../log.ts'

const boundsSchema = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
})
export type Bounds = z.infer<typeof boundsSchema>

const windowStateSchema = z.object({
  bounds: boundsSchema.optional(),
  maximized: z.boolean().default(false),
  /** The theme that the host chose, so that the first frame is not of the other one. */
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** The desk fills the screen from the first frame on. */
  kiosk: z.boolean().default(false),
})
export type WindowState = z.infer<typeof windowStateSchema>

/** Reads how the window was left. A file that is missing or spoilt gives the defaults: nothing of worth is in it. */
export function readWindowState(file: string, log: Log): WindowState {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch {
    return windowStateSchema.parse({})
  }
  const parsed = windowStateSchema.safeParse(jsonOf(text))
  if (parsed.success) return parsed.data
  log.warn('The window opens in its first place: how it was left cannot be read.', { file })
  return windowStateSchema.parse({})
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Writes it in one step: a crash leaves the old file or the new one. */
export async function writeWindowState(file: string, state: WindowState): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true })
  await writeFile(`${file}.new`, JSON.stringify(state))
  await rename(`${file}.new`, file)
}

/** The bounds, unless too little of them is on any screen to take hold of: then the window goes where the system puts it. */
export function visibleBounds(bounds: Bounds | undefined, screens: readonly Bounds[]): Bounds | undefined {
  if (bounds === undefined) return undefined
  const grip = 100
  const reachable = screens.some(
    (screen) =>
      bounds.x + bounds.width > screen.x + grip &&
      bounds.x < screen.x + screen.width - grip &&
      bounds.y >= screen.y - grip / 2 &&
      bounds.y < screen.y + screen.height - grip,
  )
  return reachable ? bounds : undefined
}
