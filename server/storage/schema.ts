import type { Generated } from 'kysely'
import type { ReservationStatus } from '../../contract/reservation.ts'
import type { ConflictDecision, ScanOutcome } from '../../contract/scan.ts'
import type { Role } from '../../contract/api.ts'
import type { DeskEventType } from '../../contract/events.ts'
import type { AuditKind } from '../../contract/identity.ts'

/** Instants are ISO 8601 in UTC with milliseconds, so that they sort as text. */
type Instant = string

/** The tables as they are stored. Only `storage/` and the modules that own a table write to them. */
export interface Schema {
  meta: { name: string; value: string }
  businesses: {
    id: number
    name: string
    time_zone: string
    day_starts_at: number
    capacity: number
    /** Of the PIN that overrides a verdict; `null`: nobody can. */
    pin_hash: string | null
    /** The last number given in this business's log. It moves in the transaction that appends. */
    seq: number
    /** How often lines of the log were written anew, as when a guest is erased: what is held of it in memory is stale then. */
    rewrites: Generated<number>
  }
  devices: {
    id: string
    business_id: number
    name: string
    role: Role
    created_at: Instant
    /** A revoked device stays, because what it did names it. */
    revoked_at: Instant | null
  }
  users: {
    id: string
    business_id: number
    /** In lower case. */
    email: string
    name: string
    role: Role
    password_hash: string
    created_at: Instant
    /** From then on nobody can log in as them. */
    disabled_at: Instant | null
  }
  /** Of a device or of a user: one of the two ids is there. */
  tokens: {
    hash: string
    device_id: string | null
    user_id: string | null
    created_at: Instant
    expires_at: Instant
    /** To the hour. */
    used_at: Instant | null
    revoked_at: Instant | null
  }
  audit: {
    id: string
    /** `null`: whoever it was is not known. */
    business_id: number | null
    at: Instant
    kind: AuditKind
    /** JSON of an actor. */
    actor: string | null
    address: string | null
    /** JSON of `{id, name}`. */
    subject: string | null
    reason: string | null
  }
  /** Wrong attempts within a window, counted by all instances together; `who` is a hash. */
  attempts: { who: string; count: number; until: Instant }
  pairing_codes: {
    hash: string
    business_id: number
    /** What the device that uses it may do. */
    role: Role
    expires_at: Instant
    used_at: Instant | null
  }
  /** The last that each desk said of itself, as JSON, and how many events it had not applied then. */
  device_reports: { device_id: string; business_id: number; at: Instant; report: string; lag: number }
  /** The streams that an instance had open a moment ago, as JSON: where several share the database. */
  open_streams: { instance: string; business_id: number; at: Instant; streams: string }
  ticket_keys: {
    business_id: number
    key_id: number
    public_key: string
    /** Empty where a backup was restored without the key to it: what it signed can still be verified. */
    private_key: string
    /** From then on new tickets are signed with it; desks have it before. */
    signs_from: Generated<Instant>
  }
  tickets: {
    ticket_id: string
    business_id: number
    reservation_id: string
    key_id: number
    first_day: string
    last_day: string
    party_size: number
    revoked_at: Instant | null
    /** The last event before it was revoked; `null` also of those that were revoked before there was this column. */
    revoked_seq: Generated<number | null>
    /** Base64, where the code was kept as it was signed: its key may not be here any more. */
    signature: Generated<string | null>
  }
  reservations: {
    id: string
    business_id: number
    code: string
    ticket_id: string
    name: string
    phone: string | null
    email: string | null
    starts_at: Instant
    party_size: number
    arrived_count: number
    scan_count: number
    status: ReservationStatus
    table_name: string | null
    notes: string | null
    /** A JSON array of strings. */
    tags: string
    quoted_for: Instant | null
    /** Whose it is in `customers`; `null`: a guest who left neither phone nor e-mail. */
    customer_key: string | null
    /** `starts_at` of a party that came, so that a customer's last visit is found in an index. */
    visited_at: Instant | null
    version: number
    created_at: Instant
    updated_at: Instant
    /** A deleted row stays, so that its id is never given again and its ticket is still known. */
    deleted_at: Instant | null
  }
  scans: {
    scan_id: string
    business_id: number
    reservation_id: string | null
    outcome: ScanOutcome
    reason: string | null
    people: number
    scanned_at: Instant
    recorded_at: Instant
    device_id: string
    device_name: string
    /** What the desk told the guest when it could not ask. */
    desk_outcome: ScanOutcome | null
    override_reason: string | null
    /** JSON of the admission told with `duplicate`, so that the same scan gets the same answer again. */
    previous: string | null
    undone_at: Instant | null
    undone_by: string | null
    /** What somebody chose where the desk had told the guest otherwise; `null`: nobody has, or there was nothing to choose. */
    decision: Generated<ConflictDecision | null>
    decided_at: Generated<Instant | null>
    /** JSON of an actor. */
    decided_by: Generated<string | null>
  }
  /** `data` is the whole event as JSON. The last three are in it too: the log is searched by them. */
  events: {
    business_id: number
    seq: number
    type: DeskEventType
    data: string
    at: Instant
    reservation_id: string | null
    starts_at: Instant | null
  }
  /** What the reservations of each quarter hour add up to. Moved by each change, never counted again. */
  quarter_counts: {
    business_id: number
    /** The quarter hour's first instant. */
    at: Instant
    expected: number
    arrived: number
    people_in: number
    no_shows: number
    cancelled: number
    waitlist: number
  }
  customers: {
    business_id: number
    /** A phone number or an e-mail address, as `customerKey` writes it. */
    key: string
    visits: number
    no_shows: number
    last_visit_at: Instant | null
  }
  /** JSON of what a manager has changed; the rest are defaults. */
  settings: { business_id: number; value: string }
  idempotency: {
    business_id: number
    key: string
    fingerprint: string
    status: number
    /** JSON of the answer's body; `null` where it has none. */
    body: string | null
    created_at: Instant
  }
}
