import type { Finding } from '../finding.ts'
import { iso, minuteMs } from '../seen.ts'
import type { Seen, StateRule } from '../seen.ts'

type Why = 'server' | 'certificate' | 'stopped'

/** What is wrong between this desk and its server, and how long it may be so before it is told. */
function wrong({ connection, thresholds }: Seen): { why: Why; afterMs: number } | undefined {
  if (connection.state === 'live' || connection.state === 'polling') return undefined
  if (connection.state === 'stopped') {
    return connection.reason === 'not_paired' ? undefined : { why: 'stopped', afterMs: 0 }
  }
  // A certificate does not mend itself while one waits.
  if (connection.cause === 'certificate' || connection.cause === 'other_ca')
    return { why: 'certificate', afterMs: 0 }
  return { why: 'server', afterMs: thresholds.troubleMinutes * minuteMs }
}

/** The server has not answered for long, its certificate is not valid, or it does not know this desk any more. */
export const trouble: StateRule = {
  kind: 'trouble',
  find: (seen): Finding[] => {
    const what = wrong(seen)
    const { downSince, now } = seen
    if (!what || downSince === null || now < downSince + what.afterMs) return []
    const { why } = what
    return [{ kind: 'trouble', key: `trouble:${why}`, at: iso(now), why, since: iso(downSince) }]
  },
  isOver: (_key, { connection: { state } }) => state === 'live' || state === 'polling',
}
