import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { v7 } from 'uuid'
import type { OutboxState } from '../contract/ipc.ts'
import { createApi } from '../main/http/api.ts'
import { createDeskCore } from '../main/core.ts'
import { openDatabase } from '../main/store/database.ts'
import { nodeTransport } from '../main/store/node-transport.ts'
import type { OutboxEntry } from '../main/store/outbox-entry.ts'
import { createQueries } from '../main/store/queries.ts'
import { createVault } from '../main/store/vault.ts'
import { withKey } from '../main/store/with-key.ts'
import { startRealServer } from '../main/testing/real-server.ts'
import { Failure, runScript } from '../scripts/failure.ts'
import { root } from '../scripts/paths.ts'
import { say } from '../scripts/progress.ts'
import { number, readOptions } from './options.ts'
import { printMachine, writeReport } from './report.ts'

const key = Buffer.alloc(32, 1)
const vault = createVault(key)

const help = `A desk comes back with a long outbox: how long until the server has all of it, on loopback.

  npm run bench:outbox -- [options]

  --entries N  scans that wait (10000)
  --quit N     times that the desk is quit in the middle and started again (2)
  --json FILE  {machine, versions, rows}

Fails where one of them arrives twice, or not at all, or where a minute is not enough for 10,000.
`

interface Row {
  entries: number
  quits: number
  seconds: number
  perSecond: number
  recorded: number
}

const perParty = 200

async function main(): Promise<void> {
  const options = readOptions(help, {
    entries: { type: 'string', default: '10000' },
    quit: { type: 'string', default: '2' },
  })
  const count = number('entries', options.entries)
  const quits = number('quit', options.quit)
  printMachine()
  const server = await startRealServer()
  const dataDir = mkdtempSync(path.join(tmpdir(), 'bench-outbox-'))
  try {
    const { businessId } = server
    const parties = Math.ceil(count / perParty)
    const codes: { id: string; code: string }[] = []
    for (let n = 0; n < parties; n++) {
      const { id, code } = await server.create({ partySize: perParty, customer: { name: `Party ${n}` } })
      codes.push({ id, code })
    }
    const api = createApi({ server: server.url, token: server.tokens.desk, fetch })
    const entries = codes.flatMap(({ id, code }, party) =>
      Array.from({ length: Math.min(perParty, count - party * perParty) }, (): OutboxEntry => {
        const at = new Date().toISOString()
        return {
          ...{ kind: 'scan', id: v7(), businessId, createdAt: at, attempts: 0, setAside: null },
          ...{ name: `Party ${party}`, reservationId: id, code, people: 1, scannedAt: at },
          deskOutcome: 'admitted',
        }
      }),
    )
    const { db } = openDatabase(path.join(dataDir, 'desk.sqlite'), vault)
    createQueries(db, vault)({ query: 'commit', input: { identity: await api.identity(), entries } })
    db.close()

    say(`${count} scans wait; the desk starts`)
    const begun = performance.now()
    for (let left = quits; left >= 0; left--) {
      await run(dataDir, server, ({ waiting }) => waiting <= Math.ceil((count * left) / (quits + 1)))
    }
    const seconds = (performance.now() - begun) / 1000

    let recorded = 0
    for (const { id } of codes) recorded += (await server.get(id)).arrivedCount
    const row: Row = {
      entries: count,
      quits,
      seconds: Math.round(seconds * 10) / 10,
      perSecond: Math.round(count / seconds),
      recorded,
    }
    console.table([row])
    await writeReport(options.json, [row])
    if (recorded !== count) throw new Failure(`${recorded} of ${count} scans were counted.`)
    if (seconds > (60 * count) / 10_000) throw new Failure('A minute is not enough for 10,000.')
  } finally {
    await server.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

/** One run of the desk, until so much has left. */
async function run(
  dataDir: string,
  server: { url: string; tokens: { desk: string } },
  isEnough: (outbox: OutboxState) => boolean,
): Promise<void> {
  const ignore = () => undefined
  const core = createDeskCore({
    access: () => Promise.resolve({ server: server.url, token: server.tokens.desk }),
    dataDir,
    fetch,
    startStore: withKey(nodeTransport(process.execPath, path.join(root, 'main/store/process.ts')), () =>
      Promise.resolve(key),
    ),
    timers: {
      now: Date.now,
      setTimeout: (fn, ms) => setTimeout(fn, ms),
      clearTimeout: (handle) => clearTimeout(Number(handle)),
    },
    random: Math.random,
    newId: v7,
    systemLanguage: 'en',
    log: { debug: ignore, info: ignore, warn: ignore, error: ignore },
  })
  const done = new Promise<void>((resolve) => {
    core.onPush((push) => {
      if (push.kind === 'outbox' && isEnough(push.outbox)) resolve()
    })
  })
  await core.start()
  await done
  await core.stop()
}

await runScript(main)
