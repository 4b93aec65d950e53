const betweenRunsMs = 60 * 60_000

/** Work that is done at the start and every hour, one run at a time. */
export interface Hourly {
  /** Runs now and every hour. */
  start(): void
  /** Rejects where the work fails; what is left is done the next time. */
  run(): Promise<void>
  stop(): void
}

/**
 * @param work Looks between its steps whether it is to stop.
 * @param onFailure Told of a failed run that nobody waits for.
 */
export function hourly(
  work: (isStopped: () => boolean) => Promise<void>,
  onFailure: (error: unknown) => void,
): Hourly {
  let stopped = false
  let running: Promise<void> | undefined
  let timer: NodeJS.Timeout | undefined

  function run(): Promise<void> {
    running ??= work(() => stopped).finally(() => (running = undefined))
    return running
  }
  const runQuietly = (): void => void run().catch(onFailure)

  return {
    start() {
      runQuietly()
      timer = setInterval(runQuietly, betweenRunsMs)
      timer.unref()
    },
    run,
    stop() {
      stopped = true
      clearInterval(timer)
    },
  }
}
