// The floor: what a window of this Electron costs before anybody writes a desk into it.
const { app, BrowserWindow } = require('electron')

app.setPath('userData', process.env.EMPTY_WINDOW_DATA)
app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1280, height: 720, show: false })
  window.once('ready-to-show', () => window.show())
  return window.loadURL('data:text/html,<!doctype html><title>Empty</title><p>Empty</p>')
})
app.on('window-all-closed', () => app.quit())
