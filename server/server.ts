import { runCommand } from './commands.ts'
import { help, readConfig, StartError } from './config.ts'
import { startServer } from './run.ts'

// Whoever read the ready line may close the pipe, or die; the desks still need their server.
process.stdout.on('error', () => undefined)

async function main(): Promise<void> {
  const config = readConfig(process.argv.slice(2), process.env)
  if (config === 'help') {
    process.stdout.write(help)
    return
  }
  if (config.command !== null && config.database !== null) {
    process.exitCode = await runCommand(config.database, config.command)
    return
  }
  const server = await startServer(config)
  let stopping = false
  const stop = (signal: string): void => {
    if (stopping) return
    stopping = true
    server.logger.info({ signal }, 'stopping')
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        server.logger.error({ err: error }, 'could not stop in order')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.stdout.write(`${JSON.stringify(server.ready)}\n`)
}

try {
  await main()
} catch (error) {
  if (!(error instanceof StartError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = error.exitCode
}
