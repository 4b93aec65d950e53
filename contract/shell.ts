import { z } from 'zod'
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

/** What a window asks of the computer rather than of the desk: answered by Electron's shell. */
export const shellCommands = {
  about: { input: z.undefined(), output: aboutSchema },
  openLogFolder: { input: z.undefined(), output: z.undefined() },
  /** Puts what a helper needs to know on the clipboard, and gives it back to be shown. It holds nothing of a guest. */
  copyDiagnostics: { input: z.undefined(), output: z.string() },
  startsWithSystem: { input: z.undefined(), output: z.boolean() },
  /** The answer is how it is afterwards: a system may refuse. */
  startWithSystem: { input: z.object({ on: z.boolean() }), output: z.boolean() },
  /** Remembers what is seen, for as long as the app runs: it is told again to a screen that has crashed. */
  keepSight: { input: sightSchema, output: z.undefined() },
} as const
export type ShellCommandName = keyof typeof shellCommands
