import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { scanBatchResponseSchema } from '../../contract/api.ts'
import { uuidSchema } from '../../contract/primitives.ts'
import type { Problem } from '../../contract/problem.ts'
import {
  scanBatchRequestSchema,
  scanRequestSchema,
  scanResponseSchema,
  type ScanRequest,
  type ScanResponse,
} from '../../contract/scan.ts'
import { logAudit } from '../auth/audit.ts'
import { authOf } from '../auth/guard.ts'
import { hasPin, isPin, pinTriesLeft } from '../auth/pin.ts'
import type { Auth } from '../auth/tokens.ts'
import { doingOf, type Context } from '../context.ts'
import { describeRoute } from '../http/document.ts'
import { parse, problemOf, Refusal } from '../http/refusal.ts'
import { overrideEntry, recordScan, type Override } from '../scans/record.ts'
import { undoScan } from '../scans/undo.ts'

const one = describeRoute({
  summary: 'Judges and records one scan; a refused scan is an answer, not an error',
  body: scanRequestSchema,
  answers: { 200: scanResponseSchema },
})
const batch = describeRoute({
  summary: 'Scans that a desk has kept, judged one by one in their order',
  body: scanBatchRequestSchema,
  answers: { 200: scanBatchResponseSchema },
})
const undo = describeRoute({
  summary: 'Takes one admission back',
  params: z.object({ scanId: uuidSchema }),
  answers: { 200: scanResponseSchema },
})

export function scanRoutes(app: FastifyInstance, context: Context): void {
  const access = 'desk'

  app.post('/api/reservas/qr-scan', { config: { access, doc: one } }, async (request) => {
    return scan(context, authOf(request), parse(one.body, request.body))
  })

  app.post('/api/reservas/qr-scan/batch', { config: { access, doc: batch } }, async (request) => {
    const { scans } = parse(batch.body, request.body)
    const auth = authOf(request)
    const results: (ScanResponse | { problem: Problem })[] = []
    // In their order: a later scan of a party is judged by what an earlier one has admitted. Those that wait for no PIN
    // are handed to the log one after another without a wait in between, so that they share its commits.
    for (let at = 0; at < scans.length;) {
      const together = scans.slice(at, Math.max(at + 1, endOfPlain(scans, at)))
      results.push(...(await Promise.all(together.map((entry) => scanEntry(context, auth, entry)))))
      at += together.length
    }
    return { results }
  })

  app.post('/api/reservas/qr-scan/:scanId/undo', { config: { access, doc: undo } }, async (request) => {
    const { scanId } = parse(undo.params, request.params)
    const auth = authOf(request)
    const doing = doingOf(context, auth)
    return context.log.write((write) => undoScan(write, doing, auth.device.role, scanId), auth.businessId)
  })
}

async function scan(context: Context, auth: Auth, request: ScanRequest): Promise<ScanResponse> {
  const override = await checkOverride(context, auth, request)
  const command = { ...doingOf(context, auth), device: auth.device, request, override }
  const answer = await context.log.write((write) => recordScan(write, context.keys, command), auth.businessId)
  const entry = overrideEntry(command)
  if (entry) logAudit(context.logger, entry)
  const isWrong = override === 'wrong_pin' && answer.reason === 'wrong_pin'
  return isWrong ? { ...answer, pinTriesLeft: await pinTriesLeft(context, auth) } : answer
}

/** Where the entries from `from` on end that ask for no override. */
function endOfPlain(scans: readonly unknown[], from: number): number {
  const isPlain = (entry: unknown): boolean =>
    typeof entry !== 'object' || entry === null || !('override' in entry)
  const end = scans.findIndex((entry, index) => index >= from && !isPlain(entry))
  return end === -1 ? scans.length : end
}

/** One entry of a batch: what would refuse it alone stands in its place, and the others go on. */
async function scanEntry(
  context: Context,
  auth: Auth,
  entry: unknown,
): Promise<ScanResponse | { problem: Problem }> {
  try {
    const named = z.object({ businessId: z.number() }).safeParse(entry)
    if (named.success && named.data.businessId !== auth.businessId) throw new Refusal('forbidden')
    return await scan(context, auth, parse(scanRequestSchema, entry))
  } catch (error) {
    if (error instanceof Refusal) return { problem: problemOf(error) }
    throw error
  }
}

/** Checks the PIN before the transaction: hashing is slow on purpose, and must not hold up other writes. */
async function checkOverride(context: Context, auth: Auth, { override }: ScanRequest): Promise<Override> {
  if (!override) return 'none'
  if (!(await hasPin(context.db, auth.businessId))) return 'no_pin'
  return (await isPin(context, auth, override.pin)) ? 'granted' : 'wrong_pin'
}
