import type { FastifyInstance } from 'fastify'
import { loginRequestSchema, loginResponseSchema } from '../../contract/identity.ts'
import { audit, entryOf, logAudit, type NewAuditEntry } from '../auth/audit.ts'
import { authOf } from '../auth/guard.ts'
import { mintUserToken, revokeToken } from '../auth/tokens.ts'
import { checkPassword } from '../auth/users.ts'
import type { Context } from '../context.ts'
import { describeRoute } from '../http/document.ts'
import { parse, Refusal } from '../http/refusal.ts'

const login = describeRoute({
  summary: 'Trades e-mail and password for the token of a shift',
  body: loginRequestSchema,
  answers: { 200: loginResponseSchema },
})
const logout = describeRoute({ summary: 'Ends the token that asks', answers: { 204: null } })

export function authRoutes(app: FastifyInstance, context: Context): void {
  const { db, now, logger, loginAttempts } = context

  app.post('/api/auth/login', { config: { access: 'anyone', doc: login } }, async (request, reply) => {
    await loginAttempts.byAddress.begin(request.ip)
    const body = parse(login.body, request.body)
    await loginAttempts.byAccount.begin(body.email)
    const { user, isRight } = await checkPassword(db, body)
    const entry: NewAuditEntry = {
      businessId: user?.businessId ?? null,
      now: now(),
      kind: isRight ? 'login' : 'login_failed',
      actor: user ? { kind: 'user', id: user.id, name: user.name } : null,
      address: request.ip,
    }
    if (!user || !isRight) {
      await audit(db, entry)
      logAudit(logger, entry)
      throw new Refusal('login_failed', 'Check both. After too many wrong attempts you have to wait.')
    }
    const minted = await db.transaction().execute(async (tx) => {
      await audit(tx, entry)
      return mintUserToken(tx, user.id, now())
    })
    await loginAttempts.byAddress.forgive(request.ip)
    await loginAttempts.byAccount.forgive(body.email)
    logAudit(logger, entry)
    return reply.header('cache-control', 'no-store').send({ ...minted, user })
  })

  app.post('/api/auth/logout', { config: { access: 'desk', doc: logout } }, async (request, reply) => {
    const { tokenHash } = authOf(request)
    const entry = entryOf(request, now(), 'logout')
    await db.transaction().execute(async (tx) => {
      await revokeToken(tx, tokenHash, now())
      await audit(tx, entry)
    })
    logAudit(logger, entry)
    await context.sessions.endRevoked()
    return reply.code(204).send()
  })
}
