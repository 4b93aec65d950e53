import path from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { emailSchema, maxLeadHours } from '../contract/identity.ts'
import { textSchema } from '../contract/primitives.ts'
import { isTimeZone } from '../contract/venue-day.ts'
import { isPostgresUrl } from './storage/location.ts'
import { networkArgs, networkOptions, type NetworkOptions } from './http/options.ts'

/** The server cannot start, said in one sentence. `exitCode` 2: the operator asked for something that cannot be. */
export class StartError extends Error {
  readonly exitCode: 1 | 2
  constructor(message: string, exitCode: 1 | 2) {
    super(message)
    this.exitCode = exitCode
  }
}

export interface Config {
  host: string
  network: NetworkOptions
  /** 0 picks a free one. */
  port: number
  demo: boolean
  /** The database: a file, or a postgres:// URL; `null`: a file in a temporary folder that is removed at the end. */
  database: string | null
  /** Where instances wake each other up: a redis:// URL; `null`: in the database. */
  busUrl: string | null
  /** What to do instead of serving. */
  command: Command | null
  heartbeatMs: number
  /** Streams that each business may have; `null`: what its manager has set. */
  maxStreams: number | null
  /** Days for which events are kept. */
  retentionDays: number
  /** Days for which the audit is kept. */
  auditDays: number
  /** The folder of the desk's releases; `null`: none are offered. */
  updates: string | null
  logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent'
}

/** Works on the database and ends. */
export type Command =
  | { name: 'create-admin'; email: string; venue: string | null; timeZone: string | null }
  | { name: 'backup'; file: string }
  | { name: 'restore'; file: string }
  | { name: 'copy-to'; url: string }
  | { name: 'verify' }
  | { name: 'rotate-ticket-keys'; businessId: number | undefined; leadHours: number }
  /** `businessId` `undefined`: of all businesses. */
  | { name: 'export-guest' | 'erase-guest'; guest: string; businessId: number | undefined }

export const help = `Front Desk server

  npm run --silent server -- [options]

  --demo              a venue with demo data, and tokens for it in the ready line
  --data DIR          folder of the database (frontdesk.db); with --demo, a temporary one without it
  --port N            port to listen on, 0 for a free one      (PORT, 7300)
  --host ADDRESS      address to listen on                     (HOST, 127.0.0.1)
  --heartbeat-ms N    time between heartbeats of a stream, for tests (30000)
  --max-streams N     streams that each venue may have open, in place of its own setting (100)
  --retention-days N  days for which events are kept; a desk that was away longer begins anew (30)
  --audit-days N      days for which the audit is kept: logins, pairings, revocations, overrides (400)
  --updates DIR       folder of the desk's releases, from which the desks update themselves
                                                       (FRONTDESK_UPDATES, none)
  --log-level LEVEL   trace, debug, info, warn, error, silent  (LOG_LEVEL, info)
  --trust-proxy LIST  addresses or ranges of the proxies in front, whose X-Forwarded-For is believed
                                                       (FRONTDESK_TRUST_PROXY, none)
  --cors-origin LIST  origins of web pages that may call the server       (FRONTDESK_CORS_ORIGIN, none)
  --operator-token T  opens /metrics from elsewhere; without it, it answers on this machine only
                                                       (FRONTDESK_OPERATOR_TOKEN, better: options are seen by all users)
  --help              this text

Instead of serving:
  --create-admin EMAIL  makes an administrator, and asks for the password (or reads FRONTDESK_ADMIN_PASSWORD);
                      somebody who is known gets a new password. The first time, say for which venue:
    --venue NAME      the venue; not needed where there is only one
    --time-zone ZONE  makes the venue where it is missing, as Europe/Madrid
  --backup FILE       copies the database into FILE, also while a server uses it. Its ticket keys are locked with
                      FRONTDESK_BACKUP_SECRET, else with a secret that is made beside the database (backup.key)
  --restore FILE      puts the copy in the database's place, and the old one aside
  --copy-to URL       copies the database into an empty PostgreSQL, all or nothing
  --verify            rebuilds every row from the log and compares; exit 1 where anything differs
  --rotate-ticket-keys  a new key for tickets; old tickets stay valid, and desks learn the key by themselves
    --lead-hours N    when it begins to sign: desks that are offline for longer do not know it yet (24)
  --export-guest WHO  prints all that is stored of a guest, by e-mail address or phone number
  --erase-guest WHO   takes a guest's name, phone, e-mail, notes and tags out, for good
  --business N        with these three: of this venue only

The demo's manager logs in as encargada@casalumbre.example with the password demo-front-desk. Its venues are made up:
never put --demo where others can reach it.

Environment: DATABASE_URL (file:/path/to/frontdesk.db or postgres://user:password@host/name, where --data is not
given), BUS_URL (redis://host, where several instances wake each other up; in PostgreSQL without it), HOST, PORT,
LOG_LEVEL.
Options win over the environment. Once ready, one JSON line is printed on stdout; logs go to stderr.
`

const integerText = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(min).max(max))

const portSchema = integerText(0, 65_535)
const hostSchema = z.string().regex(/^[\w.:-]{1,253}$/)
const heartbeatSchema = integerText(10, 600_000)
const maxStreamsSchema = integerText(1, 1_000_000)
const retentionSchema = integerText(1, 36_500)
const logLevelSchema = z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent'])

/** Reads options and environment. Throws StartError with exit code 2; answers `'help'` where that was asked for. */
export function readConfig(args: string[], env: NodeJS.ProcessEnv): Config | 'help' {
  const options = readOptions(args)
  if (options.help === true) return 'help'
  const database = databaseOf(options.data, filled(env.DATABASE_URL))
  const demo = options.demo === true
  const command = commandOf(options)
  if (database === null && (!demo || command !== null)) {
    throw new StartError('Say where the data is kept: --data DIR, or --demo to try it without.', 2)
  }
  return {
    demo,
    database,
    busUrl: busUrlOf(filled(env.BUS_URL)),
    command,
    network: networkOptions(options, env, (why) => {
      throw new StartError(why, 2)
    }),
    port: checked(portSchema, '--port', options.port, 'PORT', env, '7300', 'a number from 0 to 65535'),
    host: checked(hostSchema, '--host', options.host, 'HOST', env, '127.0.0.1', 'an address or a host name'),
    heartbeatMs: checked(
      heartbeatSchema,
      '--heartbeat-ms',
      options['heartbeat-ms'],
      null,
      env,
      '30000',
      'a number of milliseconds from 10 to 600000',
    ),
    maxStreams:
      options['max-streams'] === undefined
        ? null
        : checked(
            maxStreamsSchema,
            '--max-streams',
            options['max-streams'],
            null,
            env,
            '',
            'a number of streams from 1 to 1000000',
          ),
    retentionDays: checked(
      retentionSchema,
      '--retention-days',
      options['retention-days'],
      null,
      env,
      '30',
      'a number of days from 1 to 36500',
    ),
    auditDays: checked(
      retentionSchema,
      '--audit-days',
      options['audit-days'],
      null,
      env,
      '400',
      'a number of days from 1 to 36500',
    ),
    updates: updatesOf(options.updates ?? filled(env.FRONTDESK_UPDATES)),
    logLevel: checked(
      logLevelSchema,
      '--log-level',
      options['log-level'],
      'LOG_LEVEL',
      env,
      'info',
      'one of trace, debug, info, warn, error and silent',
    ),
  }
}

/** A variable that is set to nothing is not set. */
function filled(value: string | undefined): string | undefined {
  return value === '' ? undefined : value
}

function readOptions(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        demo: { type: 'boolean' },
        data: { type: 'string' },
        port: { type: 'string' },
        host: { type: 'string' },
        'heartbeat-ms': { type: 'string' },
        'max-streams': { type: 'string' },
        'retention-days': { type: 'string' },
        'audit-days': { type: 'string' },
        'log-level': { type: 'string' },
        updates: { type: 'string' },
        'create-admin': { type: 'string' },
        venue: { type: 'string' },
        'time-zone': { type: 'string' },
        backup: { type: 'string' },
        restore: { type: 'string' },
        'copy-to': { type: 'string' },
        verify: { type: 'boolean' },
        'rotate-ticket-keys': { type: 'boolean' },
        'lead-hours': { type: 'string' },
        'export-guest': { type: 'string' },
        'erase-guest': { type: 'string' },
        business: { type: 'string' },
        ...networkArgs,
        help: { type: 'boolean', short: 'h' },
      },
    }).values
  } catch (error) {
    const [firstSentence] = (error instanceof Error ? error.message : String(error)).split('. ')
    throw new StartError(`${firstSentence ?? 'An option is wrong'}. --help lists all options.`, 2)
  }
}

function checked<T>(
  schema: z.ZodType<T>,
  option: string,
  given: string | undefined,
  variable: string | null,
  env: NodeJS.ProcessEnv,
  otherwise: string,
  expected: string,
): T {
  const fromEnv = variable === null ? undefined : filled(env[variable])
  const parsed = schema.safeParse(given ?? fromEnv ?? otherwise)
  if (parsed.success) return parsed.data
  const name = given === undefined && variable !== null ? variable : option
  throw new StartError(`${name} must be ${expected}, not "${given ?? fromEnv ?? ''}".`, 2)
}

function updatesOf(folder: string | undefined): string | null {
  if (folder === '') throw new StartError('--updates needs the name of a folder.', 2)
  return folder === undefined ? null : path.resolve(folder)
}

function databaseOf(data: string | undefined, url: string | undefined): string | null {
  if (data === '') throw new StartError('--data needs the name of a folder.', 2)
  if (data !== undefined) return path.resolve(data, 'frontdesk.db')
  if (url === undefined) return null
  if (isPostgresUrl(url)) return url
  const file = /^(?:file|sqlite):(?:\/\/(?=\/))?(.+)$/i.exec(url)?.[1]
  if (file === undefined) {
    throw new StartError(
      'DATABASE_URL must be file:/path/to/frontdesk.db or postgres://user:password@host/name.',
      2,
    )
  }
  return path.resolve(file)
}

function busUrlOf(url: string | undefined): string | null {
  if (url === undefined) return null
  if (!/^rediss?:\/\//i.test(url) || !URL.canParse(url)) {
    throw new StartError('BUS_URL must be redis://host or rediss://host.', 2)
  }
  return url
}

function businessOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const parsed = integerText(1, 999_999_999).safeParse(text)
  if (!parsed.success) throw new StartError(`--business must be the number of a venue, not "${text}".`, 2)
  return parsed.data
}

function commandOf(options: ReturnType<typeof readOptions>): Command | null {
  const given: Command[] = []
  const file = (name: 'backup' | 'restore', value: string | undefined): void => {
    if (value === '') throw new StartError(`--${name} needs the name of a file.`, 2)
    if (value !== undefined) given.push({ name, file: path.resolve(value) })
  }
  file('backup', options.backup)
  file('restore', options.restore)
  const url = options['copy-to']
  if (url !== undefined) {
    if (!isPostgresUrl(url)) throw new StartError('--copy-to needs postgres://user:password@host/name.', 2)
    given.push({ name: 'copy-to', url })
  }
  if (options.verify === true) given.push({ name: 'verify' })
  const businessId = businessOf(options.business)
  if (options['rotate-ticket-keys'] === true) {
    const hours = integerText(0, maxLeadHours).safeParse(options['lead-hours'] ?? '24')
    if (!hours.success) throw new StartError(`--lead-hours must be a number from 0 to ${maxLeadHours}.`, 2)
    given.push({ name: 'rotate-ticket-keys', businessId, leadHours: hours.data })
  } else if (options['lead-hours'] !== undefined) {
    throw new StartError('--lead-hours belongs to --rotate-ticket-keys.', 2)
  }
  for (const name of ['export-guest', 'erase-guest'] as const) {
    const guest = options[name]
    if (guest !== undefined) given.push({ name, guest, businessId })
  }
  const admin = options['create-admin']
  if (admin !== undefined) given.push(createAdminOf(admin, options.venue, options['time-zone']))
  else if (options.venue !== undefined || options['time-zone'] !== undefined) {
    throw new StartError('--venue and --time-zone belong to --create-admin EMAIL.', 2)
  }
  if (given.length > 1) throw new StartError('Give one command at a time.', 2)
  return given[0] ?? null
}

function createAdminOf(email: string, venue: string | undefined, timeZone: string | undefined): Command {
  const address = emailSchema.safeParse(email)
  if (!address.success) throw new StartError(`--create-admin needs an e-mail address, not "${email}".`, 2)
  const name = venue === undefined ? undefined : textSchema(60).safeParse(venue)
  if (name?.success === false) throw new StartError('--venue needs a name of 1 to 60 characters.', 2)
  if (timeZone !== undefined && !isTimeZone(timeZone)) {
    throw new StartError(
      `--time-zone must be the name of a time zone, as Europe/Madrid, not "${timeZone}".`,
      2,
    )
  }
  return {
    name: 'create-admin',
    email: address.data,
    venue: name?.data ?? null,
    timeZone: timeZone ?? null,
  }
}
