import { safeStorage } from 'electron'
import type { Keyring } from './token-store.ts'

/* eslint-disable @typescript-eslint/no-deprecated -- The oldest Electron that runs the desk has only the blocking calls. */
const blocking: Keyring = {
  available: () => Promise.resolve(safeStorage.isEncryptionAvailable()),
  encrypt: (text) => Promise.resolve(safeStorage.encryptString(text)),
  decrypt: (sealed) => Promise.resolve(safeStorage.decryptString(sealed)),
}
/* eslint-enable @typescript-eslint/no-deprecated */

const waiting: Keyring = {
  // Where Linux has no keyring, Chromium goes on with a key that everybody knows, and may call that encryption.
  available: async () =>
    (await safeStorage.isAsyncEncryptionAvailable()) &&
    (process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'),
  encrypt: (text) => safeStorage.encryptStringAsync(text),
  decrypt: async (sealed) => (await safeStorage.decryptStringAsync(sealed)).result,
}

const system = 'isAsyncEncryptionAvailable' in safeStorage ? waiting : blocking

/** The system's keyring, which answers from when the app is ready. */
export function keyringFrom(ready: Promise<unknown>): Keyring {
  return {
    available: () => ready.then(() => system.available()),
    encrypt: (text) => ready.then(() => system.encrypt(text)),
    decrypt: (sealed) => ready.then(() => system.decrypt(sealed)),
  }
}
