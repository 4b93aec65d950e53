import { existsSync } from 'node:fs'
import { askPassword } from './auth/ask-password.ts'
import { createAdmin, type NewAdmin } from './auth/create-admin.ts'
import { backup } from './commands/backup.ts'
import { copyTo } from './commands/copy-to.ts'
import { restore } from './commands/restore.ts'
import { StartError, type Command } from './config.ts'
import { runErase, runExport } from './guests/commands.ts'
import { openDatabase, type Database } from './storage/database.ts'
import { isPostgresUrl } from './storage/location.ts'
import { runRotate } from './tickets/rotate.ts'
import { verify } from './verify/verify.ts'

/** Does what was asked for instead of serving: one line of JSON on stdout, or how far it is on stderr. Answers the exit code. */
export async function runCommand(location: string, command: Command): Promise<number> {
  switch (command.name) {
    case 'backup':
      await backup(location, command.file, process.env.FRONTDESK_BACKUP_SECRET, say)
      return 0
    case 'restore':
      await restore(location, command.file, process.env.FRONTDESK_BACKUP_SECRET, new Date(), say)
      return 0
    case 'copy-to':
      await copyTo(location, command.url, say)
      return 0
    case 'create-admin':
      return runCreateAdmin(location, command)
    case 'verify':
    case 'export-guest':
    case 'erase-guest':
    case 'rotate-ticket-keys':
      return runOpened(location, command)
  }
}

/** On a new database too: this is how it begins. */
async function runCreateAdmin(location: string, admin: NewAdmin): Promise<number> {
  const db = await openDatabase(location)
  try {
    say(await createAdmin(db, admin, () => askPassword(process.env), new Date()))
    return 0
  } finally {
    await db.destroy()
  }
}

/** A command on a database that is open. */
type OpenedCommand = Exclude<Command, { name: 'backup' | 'restore' | 'copy-to' | 'create-admin' }>

async function runOpened(location: string, command: OpenedCommand): Promise<number> {
  // Opening would make it, and an empty database would be found to be in order.
  if (!isPostgresUrl(location) && !existsSync(location)) {
    throw new StartError(`There is no database at ${location}. Check --data or DATABASE_URL.`, 2)
  }
  const db = await openDatabase(location)
  try {
    return await run(db, command)
  } finally {
    await db.destroy()
  }
}

async function run(db: Database, command: OpenedCommand): Promise<number> {
  switch (command.name) {
    case 'verify': {
      const verified = await verify(db, (difference) => process.stderr.write(`${difference}\n`))
      print(verified)
      return verified.ok ? 0 : 1
    }
    case 'rotate-ticket-keys':
      print(await runRotate(db, command.businessId, command.leadHours))
      return 0
    case 'export-guest':
      print(await runExport(db, command.guest, command.businessId))
      return 0
    case 'erase-guest':
      print(await runErase(db, command.guest, command.businessId))
      return 0
  }
}

function print(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`)
}

function say(line: string): void {
  process.stderr.write(`${line}\n`)
}
