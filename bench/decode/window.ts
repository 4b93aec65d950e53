import { app, BrowserWindow } from 'electron'

/** The smallest app around a page: the address is its last argument. */
void app.whenReady().then(async () => {
  const window = new BrowserWindow({
    width: 400,
    height: 300,
    webPreferences: { backgroundThrottling: false },
  })
  await window.loadURL(process.argv.at(-1) ?? '')
})
