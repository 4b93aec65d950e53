import { setTimeout } from 'node:timers/promises'

/** Waits until `look` finds something, looking often. Rejects after twenty seconds. */
export async function until<T>(
  look: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const end = Date.now() + 20_000
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false) return found
    if (Date.now() > end) throw new Error(`nothing came of: ${look.toString()}`)
    await setTimeout(5)
  }
}
