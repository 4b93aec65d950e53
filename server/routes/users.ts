import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import {
  newUserSchema,
  userChangesSchema,
  userSchema,
  usersSchema,
  type AuditKind,
} from '../../contract/identity.ts'
import { uuidSchema } from '../../contract/primitives.ts'
import { audit, entryOf, logAudit } from '../auth/audit.ts'
import { authOf } from '../auth/guard.ts'
import { hashPassword } from '../auth/password.ts'
import { changeUser, insertUser, usersOf } from '../auth/users.ts'
import type { Context } from '../context.ts'
import { describeRoute } from '../http/document.ts'
import { parse, Refusal } from '../http/refusal.ts'
import { isTaken } from '../storage/faults.ts'

const list = describeRoute({
  summary: 'The people who work for the venue, by name',
  answers: { 200: usersSchema },
})
const create = describeRoute({
  summary: 'Somebody who can log in from now on',
  body: newUserSchema,
  answers: { 201: userSchema },
})
const change = describeRoute({
  summary: 'Another name, role or password, or no way in any more',
  params: z.object({ userId: uuidSchema }),
  body: userChangesSchema,
  answers: { 200: usersSchema.shape.users.element },
})

/** The people of the venue: a manager sees them, an administrator makes and changes them. */
export function userRoutes(app: FastifyInstance, context: Context): void {
  const { db, now, logger } = context

  app.get('/api/admin/users', { config: { access: 'manager', doc: list } }, async (request, reply) => {
    const users = await usersOf(db, authOf(request).businessId)
    return reply.header('cache-control', 'no-store').send({ users })
  })

  app.post('/api/admin/users', { config: { access: 'admin', doc: create } }, async (request, reply) => {
    const { password, ...user } = parse(create.body, request.body)
    const { businessId } = authOf(request)
    const passwordHash = await hashPassword(password)
    const making = db.transaction().execute(async (tx) => {
      const made = await insertUser(tx, { ...user, businessId }, passwordHash, now())
      const entry = entryOf(request, now(), 'user_made', made)
      await audit(tx, entry)
      return { made, entry }
    })
    const { made, entry } = await making.catch((error: unknown) => {
      // Also by one of another venue: an address is one account. Two that are made at once find out only here.
      throw isTaken(error) ? new Refusal('conflict', 'Somebody has this e-mail address.') : error
    })
    logAudit(logger, entry)
    return reply.code(201).header('location', `/api/admin/users/${made.id}`).send(made)
  })

  app.put('/api/admin/users/:userId', { config: { access: 'admin', doc: change } }, async (request) => {
    const { userId } = parse(change.params, request.params)
    const { password, ...changes } = parse(change.body, request.body)
    const { businessId, device } = authOf(request)
    // So there is always an administrator left.
    if (device.id === userId && (changes.role !== undefined || changes.disabled === true)) {
      throw new Refusal('conflict', 'Another administrator must do this.')
    }
    const passwordHash = password === undefined ? undefined : await hashPassword(password)
    const { after, entries } = await db.transaction().execute(async (tx) => {
      const before = (await usersOf(tx, businessId)).find(({ id }) => id === userId)
      if (!before) throw new Refusal('not_found', 'There is no such user.')
      const after = await changeUser(tx, before, { ...changes, passwordHash }, now())
      const kinds: AuditKind[] = []
      if (after.name !== before.name || after.role !== before.role) kinds.push('user_changed')
      if (passwordHash !== undefined) kinds.push('user_password_changed')
      if (after.disabledAt !== null && before.disabledAt === null) kinds.push('user_disabled')
      if (after.disabledAt === null && before.disabledAt !== null) kinds.push('user_enabled')
      const entries = kinds.map((kind) => entryOf(request, now(), kind, before))
      for (const entry of entries) await audit(tx, entry)
      return { after, entries }
    })
    for (const entry of entries) logAudit(logger, entry)
    await context.sessions.endRevoked()
    return after
  })
}
