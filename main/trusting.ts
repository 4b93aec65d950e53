import type { DeskCoreOptions } from './core.ts'

/**
 * How servers are asked now: by the CA that is pinned, else by the one that a pairing offers, which becomes the pinned
 * one with `keep`. A pairing cannot change it: its code may come from anybody.
 */
export function trusting(
  { fetch, pinning }: Pick<DeskCoreOptions, 'fetch' | 'pinning'>,
  offered: string | undefined,
): { fetch: typeof fetch; keep: () => void } {
  const pinned = pinning?.ca() ?? null
  const ca = pinned ?? offered
  if (ca === undefined) return { fetch, keep: () => undefined }
  if (!pinning) throw new Error('This desk cannot trust one CA alone.')
  return {
    fetch: pinning.fetch(ca),
    keep: () => {
      if (pinned === null) pinning.keep(ca)
    },
  }
}
