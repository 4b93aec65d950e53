import { z } from 'zod'
import { uuidSchema } from './primitives.ts'

/**
 * What the host sees of the desk, so that a screen that had to be loaded again comes back to it. Of a guest it holds
 * the id, and what was typed into the search field.
 */
export const sightSchema = z.object({
  /** What takes up the window. */
  screen: z.enum(['evening', 'desks', 'replay', 'numbers', 'venue', 'settings']),
  settingsSection: z.enum(['look', 'desk', 'scanners', 'sounds', 'alerts', 'about']),
  /** The ways to look at the evening, in the order of their tabs. */
  view: z.enum(['hours', 'list', 'tables', 'waitlist']),
  /** What the host wants to see. Of one part any of the chosen will do; an empty part asks for nothing. */
  filter: z.object({
    states: z.array(z.enum(['expected', 'late', 'in', 'waitlist', 'left', 'struck'])).readonly(),
    /** In lower case; every allergy is `allergy`. */
    tags: z.array(z.string()).readonly(),
    /** Names of areas; `''` stands for parties without a table. */
    areas: z.array(z.string()).readonly(),
  }),
  query: z.string(),
  openGuestId: uuidSchema.nullable(),
  /** What a scan does: lets people in, or only says who they are. */
  scanMode: z.enum(['admit', 'look-up']),
})
export type Sight = z.infer<typeof sightSchema>
