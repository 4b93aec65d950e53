/** Seconds since `start` (from `performance.now()`), as people read them. */
export function secondsSince(start: number): string {
  return `${((performance.now() - start) / 1000).toFixed(1)} s`
}

/** One line for the person at the terminal. On stderr: stdout belongs to what programs read. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`)
}

/**
 * Runs `work` and keeps the person informed: nothing for the first two seconds, then how long it has been
 * going on (in place on a terminal, every ten seconds in a log), and how long it took in the end.
 */
export async function withProgress<T>(label: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  const terminal = process.stderr.isTTY
  const show = (): void => {
    if (terminal) process.stderr.write(`\r${label} … ${secondsSince(start)} `)
    else say(`${label} … ${secondsSince(start)}`)
  }
  let repeat: NodeJS.Timeout | undefined
  const first = setTimeout(() => {
    show()
    repeat = setInterval(show, terminal ? 1_000 : 10_000)
  }, 2_000)
  let outcome = 'failed after'
  try {
    const result = await work()
    outcome = 'done in'
    return result
  } finally {
    clearTimeout(first)
    if (repeat !== undefined) {
      clearInterval(repeat)
      say(`${terminal ? '\r' : ''}${label}: ${outcome} ${secondsSince(start)}`)
    }
  }
}
