import { net, powerMonitor } from 'electron'
import { networkFingerprint, watchValue } from './network.ts'

/** Milliseconds between two looks at the network: it costs a system call, and a host notices five seconds. */
const lookMs = 3_000

/** Tells when the machine woke up or its network changed: no stream from before can be trusted then. */
export function watchPower(wake: (cause: 'woke_up' | 'network') => void): void {
  powerMonitor.on('resume', () => wake('woke_up'))
  watchValue(
    () => networkFingerprint(net.isOnline()),
    () => wake('network'),
    (look) => {
      const interval = setInterval(look, lookMs)
      return () => clearInterval(interval)
    },
  )
}
