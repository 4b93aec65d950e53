import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Ready } from './demo-server.ts'
import { logFile } from './logs.ts'

interface Running {
  ready: Ready
  electron: string
  /** Path of the desk's picture, where it runs on a virtual display. */
  picture: string | undefined
  asManager: boolean
}

/** What runs, what to try, and how to stop: the text that `npm start` ends its set-up with. */
export function welcome({ ready, electron, picture, asManager }: Running): string {
  const { url, businessId, tokens, pairingCode } = ready
  const another = path.join(tmpdir(), 'front-desk-2')
  const body = JSON.stringify({
    businessId,
    customer: { name: 'Ada Lovelace' },
    startsAt: new Date(Date.now() + 1_800_000).toISOString(),
    partySize: 2,
  })
  return `
Front Desk is running.

  Server   ${url}, with demo data that is gone when it stops
  ${asManager ? 'Manager' : 'Desk   '}  ${picture === undefined ? 'in its window' : `a picture of it: ${picture}`} (${electron})
  Logs     ${logFile('server')}
           ${logFile('desk')}

Make a reservation, and see it come up at the desk:
  curl -X POST ${url}/api/reservas -H 'Authorization: Bearer ${tokens.desk}' -H 'Content-Type: application/json' -d '${body}'

A second desk:
  npm run --silent desk -- --server ${url} --token ${tokens.desk2} --user-data ${another}

A manager's token: ${tokens.manager}
A code to pair a desk that has no token: ${pairingCode}

Ctrl-C stops it.
`
}
