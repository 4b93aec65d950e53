import path from 'node:path'

/** Where the parts of the built desk lie. */
export interface DeskPaths {
  screen: string
  preload: string
  /** The store's program. A packaged app keeps it outside the archive, for a plain Node to read. */
  store: string
}

/** @param appPath The app's folder, or its `app.asar`. */
export function deskPaths(appPath: string): DeskPaths {
  const unpacked = appPath.endsWith('.asar') ? `${appPath}.unpacked` : appPath
  return {
    screen: path.join(appPath, 'dist', 'renderer'),
    preload: path.join(appPath, 'dist', 'preload', 'index.cjs'),
    store: path.join(unpacked, 'dist', 'main', 'store.cjs'),
  }
}
