import { z } from 'zod'
import { instantSchema } from './primitives.ts'
import { resultOf } from './result.ts'
import { sightSchema } from './sight.ts'

/** What runs here, for whoever helps from afar. */
export const aboutSchema = z.object({
  app: z.string(),
  electron: z.string(),
  chromium: z.string(),
  node: z.string(),
  /** The version of everything that desk and server say to each other. */
  protocol: z.number().int(),
  system: z.string(),
  logFolder: z.string(),
  /** Where the token and the key of the guests' data lie: the system's keyring, or a file, where it has none. */
  keysIn: z.enum(['keyring', 'file']),
  /** The CA that the server must be of, see `caSchema`; `null`: any that the computer trusts. */
  ca: z.string().nullable(),
})
export type About = z.infer<typeof aboutSchema>

/** What holds an update back: the venue's hours, hours that never end, a scan of just now, or what is open on the screen. */
const holdSchema = z.enum(['open', 'always_open', 'scan', 'busy'])

/** What the desk knows of a newer version of itself. */
export const updateStateSchema = z.discriminatedUnion('state', [
  /** This desk is not one that can replace itself. */
  z.object({ state: z.literal('off') }),
  /** `offered`: the server has releases at all. `checkedAt`: when it was asked; `null`: not yet. */
  z.object({ state: z.literal('newest'), offered: z.boolean(), checkedAt: instantSchema.nullable() }),
  z.object({ state: z.literal('downloading'), version: z.string(), percent: z.number().int() }),
  z.object({
    state: z.literal('ready'),
    version: z.string(),
    hold: holdSchema.nullable(),
    /** When it is installed, if nothing comes between; `null`: the host's screen is in the way, or it was tried. */
    installAt: instantSchema.nullable(),
    /** It was installed once, and the app was the same afterwards: only the host's word tries it again. */
    tried: z.boolean(),
  }),
  z.object({
    state: z.literal('failed'),
    why: z.enum(['damaged', 'unsigned', 'unreadable', 'elsewhere', 'disk', 'network', 'other']),
    retryAt: instantSchema,
  }),
])
export type UpdateState = z.infer<typeof updateStateSchema>

/** What a window asks of the computer rather than of the desk: answered by Electron's shell. */
export const shellCommands = {
  about: { input: z.undefined(), output: aboutSchema },
  openLogFolder: { input: z.undefined(), output: resultOf(z.null()) },
  /** Puts what a helper needs to know on the clipboard, and gives it back to be shown. It holds nothing of a guest. */
  copyDiagnostics: { input: z.undefined(), output: z.string() },
  startsWithSystem: { input: z.undefined(), output: z.boolean() },
  /** The answer is how it is afterwards: a system may refuse. */
  startWithSystem: { input: z.object({ on: z.boolean() }), output: resultOf(z.boolean()) },
  /** Remembers what is seen, for as long as the app runs: it is told again to a screen that has crashed. */
  keepSight: { input: sightSchema, output: z.undefined() },
  updateState: { input: z.undefined(), output: updateStateSchema },
  /** Looks for a newer version now, without a wait for the answer. */
  lookForUpdate: { input: z.undefined(), output: z.undefined() },
  /** Ends the desk and starts the newer one; refused in the venue's hours. */
  installUpdate: { input: z.undefined(), output: resultOf(z.null()) },
  /** Something is open on the screen that a restart would take away. */
  screenBusy: { input: z.object({ busy: z.boolean() }), output: z.undefined() },
} as const
export type ShellCommandName = keyof typeof shellCommands
