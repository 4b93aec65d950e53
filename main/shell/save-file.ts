import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { app, BrowserWindow, dialog } from 'electron'
import type { Log } from '../log.ts'
import { Refused } from '../sync/refused.ts'

/** Asks where a text shall be kept, and writes it there. `false`: the dialog was closed without a choice. */
export async function saveFile(name: string, text: string, log: Log): Promise<boolean> {
  // The window proposes a name, never a place.
  const options = { defaultPath: path.join(app.getPath('documents'), path.basename(name)) }
  const window = BrowserWindow.getFocusedWindow()
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options))
  if (canceled || filePath === '') return false
  try {
    await writeFile(filePath, text, 'utf8')
  } catch (error) {
    log.warn('A file could not be written where the manager wanted it.', { error })
    throw new Refused('file_not_written')
  }
  return true
}
