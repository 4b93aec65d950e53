/** A desk without windows in a process of its own: all of main's code but Electron's, ended as the run likes. */
import { v7 } from 'uuid'
import { z } from 'zod'
import { createDeskCore } from '../../main/core.ts'
import { createLog } from '../../main/log.ts'
import { nodeTransport } from '../../main/store/node-transport.ts'
import { withKey } from '../../main/store/with-key.ts'
import { requestSchema, type Reply } from './orders.ts'

const [server, token, dataDir, storeEntry] = z
  .tuple([z.string(), z.string(), z.string(), z.string()])
  .parse(process.argv.slice(2))
let clockOffsetMs = 0
const now = (): number => Date.now() + clockOffsetMs

const core = createDeskCore({
  access: () => Promise.resolve({ server, token }),
  dataDir,
  fetch,
  startStore: withKey(nodeTransport(process.execPath, storeEntry), () =>
    Promise.resolve(Buffer.alloc(32, 1)),
  ),
  timers: { now, setTimeout, clearTimeout: (handle) => clearTimeout(Number(handle)) },
  random: Math.random,
  newId: v7,
  systemLanguage: 'es-ES',
  log: createLog((line) => process.stderr.write(line), 'info'),
})

function tell(reply: Reply): void {
  process.send?.(reply)
}

let freshAt: string | null = null
core.onPush((push) => {
  if (push.kind === 'freshness' && push.freshness.freshAt !== freshAt) {
    freshAt = push.freshness.freshAt
    tell({ kind: 'fresh' })
  }
  if (push.kind !== 'rows') return
  for (const { kind, own, reservationId } of push.activity)
    if (kind === 'conflict' && own) tell({ kind: 'conflict', reservationId: reservationId ?? null })
})

async function obey({ order }: z.output<typeof requestSchema>): Promise<unknown> {
  const { handlers } = core
  switch (order.do) {
    case 'scan':
      return handlers.scan(order.input)
    case 'undo':
      return handlers.undoScan(order.input)
    case 'create':
      return handlers.createReservation(order.input)
    case 'update':
      return handlers.updateReservation(order.input)
    case 'state':
      return core.state()
    case 'wake':
      core.wake('network')
      return undefined
    case 'retry':
      return handlers.retryNow(undefined)
    case 'clock':
      clockOffsetMs = order.offsetMs
      return undefined
    case 'memory': {
      // Node is started with --expose-gc.
      globalThis.gc?.()
      const { heapUsed, external } = process.memoryUsage()
      return heapUsed + external
    }
    case 'stop':
      return core.stop()
  }
}

process.on('message', (message) => {
  const request = requestSchema.parse(message)
  void obey(request).then((value) => tell({ kind: 'answer', id: request.id, value }))
})
process.on('disconnect', () => process.exit(0))

await core.start()
tell({ kind: 'started' })
