import { stat } from 'node:fs/promises'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { describeRoute } from '../http/document.ts'
import { parse, Refusal } from '../http/refusal.ts'

const doc = describeRoute({
  summary: 'A release of the desk, or what describes it, from the folder that the operator keeps',
  params: z.object({ file: z.string() }),
  headers: { Range: 'A part of the file: the answer is 206' },
  answers: { 200: { type: 'application/octet-stream' } },
})

/** The files of one folder, for desks to update themselves from. There is no list of them. */
export async function updatesRoute(
  app: FastifyInstance,
  { updates }: Pick<Context, 'updates'>,
): Promise<void> {
  if (updates !== null) {
    // It sends what it is told, with ranges and ETags; it has no route of its own.
    await app.register(fastifyStatic, { root: updates, serve: false, cacheControl: false })
  }
  app.get('/updates/:file', { config: { access: 'desk', doc } }, async (request, reply) => {
    const { file } = parse(doc.params, request.params)
    if (updates === null) throw new Refusal('no_updates', 'This server offers no updates of the desk.')
    if (!(await isOffered(updates, file))) throw new Refusal('not_found', 'There is no such release file.')
    return reply.header('cache-control', 'private, no-cache').sendFile(file)
  })
}

/** Whether a name is that of a file right in the folder, on whatever system the server runs. */
async function isOffered(folder: string, name: string): Promise<boolean> {
  if (name.startsWith('.') || path.win32.basename(name) !== name) return false
  try {
    return (await stat(path.join(folder, name))).isFile()
  } catch {
    // Not there, or no name that a file can have.
    return false
  }
}
