import { existsSync } from 'node:fs'
import path from 'node:path'
import { app } from 'electron'
import { nodeTransport } from '../store/node-transport.ts'
import type { StoreTransport } from '../store/transport.ts'
import { utilityTransport } from '../store/utility-transport.ts'

/**
 * How the store's process is started here: by the Node that `FRONTDESK_NODE` names or that lies in the
 * package, where Electron's own is too old for the store; else by Electron.
 * @param storeFile The store's program.
 */
export function storeTransport(storeFile: string): StoreStart {
  const node = nodeBinary()
  return node === undefined
    ? { startStore: utilityTransport(storeFile), beforeReady: false }
    : { startStore: nodeTransport(node, storeFile), beforeReady: true }
}

interface StoreStart {
  startStore: StoreTransport
  /** Whether it may be started before the app is ready: Electron's own helpers may not. */
  beforeReady: boolean
}

function nodeBinary(): string | undefined {
  const named = process.env.FRONTDESK_NODE
  if (named !== undefined && named !== '') return named
  const packaged = path.join(process.resourcesPath, 'node')
  return app.isPackaged && existsSync(packaged) ? packaged : undefined
}
