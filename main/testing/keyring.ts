import type { Keyring } from '../shell/token-store.ts'

/** Stands for the system's keyring, which needs Electron: what it seals is only backwards. */
export const standInKeyring = (available: boolean): Keyring => ({
  available: () => Promise.resolve(available),
  encrypt: (text) => Promise.resolve(Buffer.from(text).reverse()),
  decrypt: (sealed) => Promise.resolve(Buffer.from(sealed).reverse().toString()),
})
