import { networkInterfaces } from 'node:os'

/** Says which network the machine is in: another text after a cable, a Wi-Fi or an address has changed. */
export function networkFingerprint(isOnline: boolean): string {
  const addresses = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .filter((address) => !address.internal && address.scopeid !== 0 && address.family === 'IPv4')
    .map((address) => address.cidr ?? address.address)
  return [isOnline ? 'online' : 'offline', ...addresses.sort()].join(' ')
}

/** Calls back whenever what is read differs from the last reading. Returns how to end it. */
export function watchValue(
  read: () => string,
  onChange: () => void,
  every: (run: () => void) => () => void,
): () => void {
  let last = read()
  return every(() => {
    const current = read()
    if (current === last) return
    last = current
    onChange()
  })
}
