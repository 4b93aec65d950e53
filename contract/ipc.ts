import { z } from 'zod'
import {
  alertSettingsSchema,
  defaultAlerts,
  defaultQuietHours,
  placeSchema,
  quietHoursSchema,
} from './alerts.ts'
import { businessSchema, deviceSchema } from './api.ts'
import { caSchema } from './ca.ts'
import { connectionStateSchema } from './connection.ts'
import { conflictSchema } from './conflict.ts'
import { clientSchema } from './customer.ts'
import { historyLineSchema } from './history.ts'
import { managerCommands } from './ipc-manager.ts'
import { panelCommands, panelSchema } from './ipc-panel.ts'
import { editFieldSchema, fieldConflictSchema } from './merge.ts'
import type { JsonOf } from './json.ts'
import { instantSchema, textSchema, uuidSchema } from './primitives.ts'
import { pairingSchema } from './pairing-link.ts'
import { newReservationSchema, reservationChangesSchema, reservationSchema } from './reservation.ts'
import type { Reservation } from './reservation.ts'
import { resultOf } from './result.ts'
import { defaultScannerSettings, offeredPortSchema, scannerSettings } from './scanner-settings.ts'
import {
  admissionSchema,
  conflictDecisionSchema,
  peopleSchema,
  scanOutcomeSchema,
  scanTextSchema,
} from './scan.ts'
import { venueSettingsSchema } from './settings.ts'
import { shellCommands, updateStateSchema } from './shell.ts'
import { sightSchema } from './sight.ts'

/** A reservation on the desk: the server's row with this desk's unconfirmed work laid over it. */
export const deskReservationSchema = reservationSchema.extend({
  /** Something about it still waits in the outbox. */
  pending: z.boolean().default(false),
})
export type DeskReservation = z.output<typeof deskReservationSchema>

export const settingsSchema = z.object({
  language: z.enum(['system', 'es', 'en']),
  theme: z.enum(['system', 'light', 'dark']),
  soundOn: z.boolean(),
  /** 0 to 1. */
  volume: z.number().min(0).max(1),
  cameraOn: z.boolean(),
  /** The webcam that was chosen last, as `MediaDeviceInfo.deviceId`. */
  cameraId: z.string().max(4096).nullable(),
  /** Off: polling only. */
  realTime: z.boolean(),
  alerts: alertSettingsSchema,
  /** When the system shows no notifications; what happened is summed up at their end. */
  quietHours: quietHoursSchema,
  /** A manager's "not now": as quiet hours, until then. */
  mutedUntil: instantSchema.nullable(),
  /** How close things stand. A finger gets its room in either. */
  density: z.enum(['comfortable', 'compact']),
  /** Percent. */
  textSize: z.number().int().min(100).max(200),
  /** The desk fills the screen, and only the manager's PIN ends that. */
  kiosk: z.boolean(),
  ...scannerSettings,
})
export type Settings = z.infer<typeof settingsSchema>
/** Kiosk mode is entered and left by commands of its own. */
export const settingsChangesSchema = settingsSchema.omit({ kiosk: true }).partial()
export type SettingsChanges = z.infer<typeof settingsChangesSchema>
export const defaultSettings: Settings = {
  language: 'system',
  theme: 'system',
  soundOn: true,
  volume: 0.7,
  cameraOn: false,
  cameraId: null,
  realTime: true,
  alerts: defaultAlerts,
  quietHours: defaultQuietHours,
  mutedUntil: null,
  density: 'comfortable',
  textSize: 100,
  kiosk: false,
  ...defaultScannerSettings,
}

/**
 * Settings as some version of the desk kept them. What that version did not know, or what this one does not take any
 * more, has its default; every other choice stays.
 */
export function readSettings(stored: unknown): Settings {
  const kept = z.record(z.string(), z.unknown()).safeParse(stored).data ?? {}
  const taken = Object.entries(settingsSchema.shape).flatMap(([name, schema]) => {
    const value = schema.safeParse(kept[name])
    return value.success ? [[name, value.data] as const] : []
  })
  return settingsSchema.parse({ ...defaultSettings, ...Object.fromEntries(taken) })
}

export const scanSourceSchema = z.enum(['webcam', 'wedge', 'serial', 'manual'])
export type ScanSource = z.infer<typeof scanSourceSchema>

/** What any scanner hands over. `people` is one unless the host said otherwise. */
export const scanInputSchema = z.object({
  text: scanTextSchema,
  source: scanSourceSchema,
  at: instantSchema,
  people: peopleSchema.default(1),
  /** When a camera saw this same code last, before it lost sight of it: it may never have left. */
  lastSeenAt: instantSchema.optional(),
  /** The host's `+` after a verdict: another scan on purpose, so the two-second rule does not hold. */
  again: z.boolean().default(false),
  /** What else the keys of a USB scanner may have meant, were it set to another keyboard: the signature tells. */
  others: z.array(scanTextSchema).max(4).default([]),
})
export type ScanInput = z.input<typeof scanInputSchema>

/** What the host is told of a scan, and what the scan log keeps. */
export const verdictSchema = z.object({
  scanId: uuidSchema,
  outcome: scanOutcomeSchema,
  reason: z.string().optional(),
  people: peopleSchema,
  at: instantSchema,
  source: scanSourceSchema,
  /** The text that was read, for `+`. */
  text: scanTextSchema,
  reservation: deskReservationSchema.optional(),
  previous: admissionSchema.optional(),
  /** Judged by this desk alone; the server has not confirmed it yet. */
  provisional: z.boolean(),
  /** The same code within two seconds: this is the first verdict again, nothing was counted twice. */
  repeated: z.boolean(),
  undone: z.boolean(),
  /** Admitted over capacity by a manager's PIN, and why. */
  overrideReason: z.string().optional(),
  /** What somebody chose where this desk had told the guest otherwise than the server judged. */
  decision: conflictDecisionSchema.optional(),
})
export type Verdict = z.infer<typeof verdictSchema>

/** Whose code it is, by what this desk knows: nobody is let in by it, and nothing is kept. */
export const foundSchema = verdictSchema.pick({
  outcome: true,
  reason: true,
  reservation: true,
  previous: true,
  text: true,
  source: true,
  at: true,
})
export type Found = z.infer<typeof foundSchema>

/** Something that happened, for a toast. `own`: this desk did it. */
export const activitySchema = z.object({
  kind: z.enum(['created', 'changed', 'cancelled', 'deleted', 'scanned', 'undone', 'conflict']),
  reservationId: uuidSchema.optional(),
  name: z.string(),
  startsAt: instantSchema.optional(),
  partySize: z.number().int().optional(),
  people: z.number().int().optional(),
  vip: z.boolean(),
  own: z.boolean(),
  deviceName: z.string(),
})
export type Activity = z.infer<typeof activitySchema>

/** An edit of this desk, and another host's of the same fields: the host chooses field by field. */
export const editConflictSchema = z.object({
  reservationId: uuidSchema,
  name: z.string(),
  /** When this desk made its edit. */
  at: instantSchema,
  /** The row that `theirs` is taken from. */
  version: z.number().int(),
  fields: z.array(fieldConflictSchema),
})
export type EditConflict = z.infer<typeof editConflictSchema>

/** What waits to be sent, what waits for the host's choice, and what the server refused for good. */
export const outboxStateSchema = z.object({
  waiting: z.number().int().min(0),
  /** How many have left since something began to wait. */
  sent: z.number().int().min(0).optional(),
  conflicts: z.array(editConflictSchema),
  setAside: z.array(
    z.object({
      id: uuidSchema,
      kind: z.enum(['create', 'update', 'delete', 'scan', 'undo']),
      name: z.string(),
      code: z.string(),
      at: instantSchema,
    }),
  ),
})
export type OutboxState = z.infer<typeof outboxStateSchema>

/** How fresh what is on the screen is. `freshAt`: the last time that the server confirmed it. */
export const freshnessSchema = z.object({
  connection: connectionStateSchema,
  freshAt: instantSchema.nullable(),
  /** How far this computer's clock is ahead of the server's, whose time everything is told in. */
  clockOffsetMs: z.number().optional(),
})
export type Freshness = z.infer<typeof freshnessSchema>

/** Everything that a window needs when it opens. */
export const deskStateSchema = z.object({
  business: businessSchema.nullable(),
  device: deviceSchema.nullable(),
  /** How the venue works; `null` until its server has said it. */
  venue: venueSettingsSchema.nullable(),
  /** The venue's day that `reservations` holds, `YYYY-MM-DD`; `null` before the first snapshot. */
  day: z.iso.date().nullable(),
  /** All of that day. There may be some of others, which are not shown. */
  reservations: z.array(deskReservationSchema),
  scans: z.array(verdictSchema),
  outbox: outboxStateSchema,
  /** Scans on which desk and server disagree and nobody has decided: those of this desk; a manager sees all. */
  conflicts: z.array(conflictSchema),
  freshness: freshnessSchema,
  settings: settingsSchema,
  /** The system's language as a BCP 47 tag, for `language: 'system'`. */
  systemLanguage: z.string(),
  /**
   * This desk's own file. It was damaged and put aside: `saved`, with all that was not sent yet carried over into a new
   * one, `put_aside`, with what of that could be read. Or the keyring does not give its key any more: `key_lost`,
   * `key_lost_unsent`, with work in it that was not sent. Or nothing can be kept now, and why.
   */
  storeTrouble: z
    .enum([
      'saved',
      'put_aside',
      'key_lost',
      'key_lost_unsent',
      'disk_full',
      'read_only',
      'locked',
      'keyring_away',
      'unavailable',
    ])
    .optional(),
})
export type DeskState = z.output<typeof deskStateSchema>
/** As it is told: a row that does not say whether it is `pending` is not. */
export type ToldState = Omit<DeskState, 'reservations'> & {
  reservations: readonly (Reservation & Partial<Pick<DeskReservation, 'pending'>>)[]
}

/** What main tells a window. Sent at most once a frame. */
export const pushSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rows'),
    upserts: z.array(deskReservationSchema),
    removals: z.array(uuidSchema),
    activity: z.array(activitySchema),
  }),
  z.object({ kind: z.literal('freshness'), freshness: freshnessSchema }),
  z.object({ kind: z.literal('outbox'), outbox: outboxStateSchema }),
  z.object({ kind: z.literal('conflicts'), conflicts: z.array(conflictSchema) }),
  /** A scan that was judged, or judged again by the server. */
  z.object({ kind: z.literal('verdict'), verdict: verdictSchema }),
  z.object({ kind: z.literal('settings'), settings: settingsSchema }),
  /** A snapshot took the place of everything. */
  z.object({ kind: z.literal('state'), state: deskStateSchema }),
  /** To the tray's panel only. */
  z.object({ kind: z.literal('panel'), panel: panelSchema }),
  /** Somebody opened a manager's link: a desk that is not paired fills its page with it. */
  z.object({ kind: z.literal('pairing'), pairing: pairingSchema }),
  z.object({ kind: z.literal('update'), update: updateStateSchema }),
  /** Somebody clicked on an alert: the window shows that place. */
  z.object({ kind: z.literal('goto'), place: placeSchema }),
  /** To a screen that had to be loaded again: what was seen before. */
  z.object({ kind: z.literal('sight'), sight: sightSchema }),
])
export type Push = z.output<typeof pushSchema>
/** As it is told: the state with the rows of `ToldState`. */
export type ToldPush = Exclude<Push, { kind: 'state' }> | { kind: 'state'; state: ToldState }

/** What is known of a guest besides the reservation. */
export const guestRecordSchema = z.object({
  /** `null` where nothing is known: the guest left neither phone nor e-mail, or is new on the list. */
  client: clientSchema.nullable(),
  /** Newest first. */
  history: z.array(historyLineSchema),
  /** Whether the history reaches back to the reservation's beginning. */
  complete: z.boolean(),
})
export type GuestRecord = z.infer<typeof guestRecordSchema>

const deskNewReservationSchema = newReservationSchema.omit({ businessId: true, id: true })
export type DeskNewReservation = z.input<typeof deskNewReservationSchema>

/**
 * What a window may ask of main: one entry a method of `window.desk`, with its argument and its answer.
 * Handlers are typed from this list, so one that is missing does not compile.
 */
export const commands = {
  /** As text, see json.ts. */
  getState: {
    input: z.undefined(),
    output: z.custom<JsonOf<ToldState>>((value) => typeof value === 'string'),
  },
  createReservation: { input: deskNewReservationSchema, output: resultOf(deskReservationSchema) },
  updateReservation: {
    input: z.object({
      id: uuidSchema,
      changes: reservationChangesSchema,
      /** What the host saw in these fields, where that may be older than what main knows. */
      base: reservationChangesSchema.optional(),
    }),
    output: resultOf(deskReservationSchema),
  },
  /** The host's choice: the fields in `mine` are sent, the others stay as somebody else has made them. */
  resolveConflict: {
    input: z.object({
      reservationId: uuidSchema,
      version: z.number().int(),
      mine: z.array(editFieldSchema),
    }),
    output: resultOf(deskReservationSchema),
  },
  getGuest: { input: z.object({ id: uuidSchema }), output: resultOf(guestRecordSchema) },
  /** The guest's QR code, as an SVG document. */
  getTicket: { input: z.object({ id: uuidSchema }), output: resultOf(z.object({ svg: z.string() })) },
  /** Another ticket for the guest: the one before is refused from now on. Its QR code, as an SVG document. */
  newTicket: { input: z.object({ id: uuidSchema }), output: resultOf(z.object({ svg: z.string() })) },
  /** Whether the people of a scan count on which desk and server disagree. */
  decideConflict: {
    input: z.object({ scanId: uuidSchema, decision: conflictDecisionSchema }),
    output: resultOf(z.null()),
  },
  scan: { input: scanInputSchema, output: resultOf(verdictSchema) },
  lookUp: { input: scanInputSchema, output: resultOf(foundSchema) },
  /** A manager's PIN lets more people in than the party has. `scanId` is the scan after which they stand there. */
  admitWithPin: {
    input: z.object({
      scanId: uuidSchema,
      pin: textSchema(12),
      reason: textSchema(200),
      people: peopleSchema,
    }),
    output: resultOf(verdictSchema),
  },
  undoScan: { input: z.object({ scanId: uuidSchema }), output: resultOf(verdictSchema) },
  retryNow: { input: z.undefined(), output: z.undefined() },
  dismissSetAside: { input: z.object({ id: uuidSchema }), output: z.undefined() },
  /** Somebody has read that this desk's file was damaged. */
  dismissStoreTrouble: { input: z.undefined(), output: z.undefined() },
  /** Serial ports that can be chosen, while the page waits for one. */
  offeredSerialPorts: { input: z.undefined(), output: z.array(offeredPortSchema) },
  /** Gives the page the port that it waits for, and remembers it; `null`: none. */
  chooseSerialPort: { input: z.object({ id: z.string().max(200).nullable() }), output: z.undefined() },
  changeSettings: { input: settingsChangesSchema, output: settingsSchema },
  pair: {
    input: z.object({
      server: z.url({ protocol: /^https?$/ }),
      code: textSchema(20),
      name: textSchema(60),
      /** Of the manager's code or link. */
      ca: caSchema.optional(),
    }),
    output: resultOf(z.null()),
  },
  ...managerCommands,
  /** Gives this desk another name, at the server. */
  renameDesk: { input: z.object({ name: textSchema(60) }), output: resultOf(z.null()) },
  enterKiosk: { input: z.undefined(), output: z.undefined() },
  /** Ends kiosk mode where the PIN is the manager's, which only the server knows. */
  leaveKiosk: { input: z.object({ pin: textSchema(12) }), output: resultOf(z.null()) },
  /** What the server says of itself; `null` where it does not answer. */
  serverVersion: {
    input: z.undefined(),
    output: z.object({ version: z.string(), protocol: z.number().int() }).nullable(),
  },
  ...shellCommands,
  ...panelCommands,
} as const
export type Commands = typeof commands
export type CommandName = keyof Commands
export type CommandInput<N extends CommandName> = z.input<Commands[N]['input']>
export type CommandOutput<N extends CommandName> = z.output<Commands[N]['output']>

export { channelOf, pushChannel } from './channels.ts'

/** `window.desk`: named methods, and a subscription to what main tells. */
export type DeskApi = {
  [N in CommandName]: undefined extends CommandInput<N>
    ? () => Promise<CommandOutput<N>>
    : (input: CommandInput<N>) => Promise<CommandOutput<N>>
} & {
  /**
   * Hears what main tells, one message a frame, beginning with the state of everything. Returns how to stop.
   * Of several listeners the first one hears what came before it.
   */
  onPush: (listener: (pushes: JsonOf<readonly ToldPush[]>) => void) => () => void
}
