import { z } from 'zod'
import { deviceSchema, roleSchema } from './api.ts'
import { actorSchema } from './events.ts'
import { businessIdSchema, instantSchema, queryIntegerSchema, textSchema, uuidSchema } from './primitives.ts'

/** An e-mail address names one account: case and spaces around it do not matter. */
export const emailSchema = z.string().trim().toLowerCase().max(254).pipe(z.email())

/** Twelve characters of any kind. The upper bound keeps a request from costing more than it must. */
export const passwordSchema = z.string().min(12).max(200)

/** The manager's PIN, as it is chosen: typed on a keypad, with a queue waiting. */
export const pinSchema = z.string().regex(/^\d{4,12}$/, 'a PIN has 4 to 12 digits')
/** `PUT /api/admin/pin`. */
export const newPinSchema = z.strictObject({ pin: pinSchema })
/** `POST /api/admin/pin/check`. A PIN is taken as it is: its rules are checked where it is chosen. */
export const pinCheckSchema = z.strictObject({ pin: textSchema(12) })

/** A person who works for a venue. */
export const userSchema = z.object({
  id: uuidSchema,
  businessId: businessIdSchema,
  email: z.string(),
  name: z.string(),
  role: roleSchema,
})
export type User = z.infer<typeof userSchema>

/** `POST /api/auth/login`. A password is taken as it is: its rules are checked where it is chosen. */
export const loginRequestSchema = z.strictObject({ email: emailSchema, password: z.string().min(1).max(200) })
export const loginResponseSchema = z.object({ token: z.string(), expiresAt: instantSchema, user: userSchema })

/** `GET /api/admin/users`. Who was disabled stays in the list: what they did names them. */
export const usersSchema = z.object({
  users: z.array(userSchema.extend({ createdAt: instantSchema, disabledAt: instantSchema.nullable() })),
})
export type ListedUser = z.infer<typeof usersSchema>['users'][number]

/** `POST /api/admin/users`. */
export const newUserSchema = z.strictObject({
  email: emailSchema,
  name: textSchema(60),
  role: roleSchema,
  password: passwordSchema,
})

/** `PUT /api/admin/users/:userId`: what is changed only. A new password and `disabled` log the user out everywhere. */
export const userChangesSchema = z
  .strictObject({ name: textSchema(60), role: roleSchema, password: passwordSchema, disabled: z.boolean() })
  .partial()
  .refine((changes) => Object.values(changes).some((value) => value !== undefined), 'nothing to change')

/** One device of `GET /api/admin/devices`. A revoked one stays in the list: what it did names it. */
export const pairedDeviceSchema = deviceSchema.extend({
  pairedAt: instantSchema,
  /** To the hour; `null`: never. */
  lastSeenAt: instantSchema.nullable(),
  revokedAt: instantSchema.nullable(),
})
export type PairedDevice = z.infer<typeof pairedDeviceSchema>
export const pairedDevicesSchema = z.object({ devices: z.array(pairedDeviceSchema) })

/** `PUT /api/admin/devices/:deviceId`, and `PUT /api/devices/me`. */
export const deviceChangesSchema = z.strictObject({ name: textSchema(60) })

/** Two weeks: nobody plans a key further ahead. */
export const maxLeadHours = 336
/** `POST /api/admin/ticket-keys`: when the new key begins to sign; desks that are offline for longer do not know it yet. */
export const newTicketKeySchema = z
  .strictObject({ leadHours: z.number().int().min(0).max(maxLeadHours).default(24) })
  .prefault({})
export const rotatedKeySchema = z.object({
  businessId: businessIdSchema,
  keyId: z.number().int(),
  signsFrom: instantSchema,
})

/** What the audit keeps. */
export const auditKindSchema = z.enum([
  'login',
  'login_failed',
  'logout',
  'pairing_code_made',
  'device_paired',
  'pairing_failed',
  'device_renamed',
  'device_revoked',
  'override',
  'override_refused',
  'pin_changed',
  'pin_refused',
  'ticket_key_made',
  'user_made',
  'user_changed',
  'user_password_changed',
  'user_disabled',
  'user_enabled',
  'guests_erased',
])
export type AuditKind = z.infer<typeof auditKindSchema>

/** One line of the audit: who did what, to whom or what, and from where. */
export const auditEntrySchema = z.object({
  id: uuidSchema,
  at: instantSchema,
  kind: auditKindSchema,
  /** `null` where it was somebody who is not known. */
  actor: actorSchema.nullable(),
  /** The network address that asked; absent where the operator did it at the server. */
  address: z.string().optional(),
  /** What it was done to: a device, a scan, a user; of a pairing code, the role that it gives. */
  subject: z.object({ id: z.string(), name: z.string() }).optional(),
  /** What the host gave as the reason. */
  reason: z.string().optional(),
})
export type AuditEntry = z.infer<typeof auditEntrySchema>

/** `GET /api/admin/audit`: newest first; `before` is the id of the last entry of the page before. */
export const auditQuerySchema = z.object({
  before: uuidSchema.optional(),
  limit: queryIntegerSchema.pipe(z.number().min(1).max(500)).default(100),
})
export const auditPageSchema = z.object({ entries: z.array(auditEntrySchema), more: z.boolean() })
