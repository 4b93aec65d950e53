'use strict'

// Does what Electron's own default app does, so that `electron <app's folder> …` works with a runtime that
// has none. process.argv may hold Chromium's switches before and after the folder, as the real one allows.
const fs = require('node:fs')
const path = require('node:path')
const { app } = require('electron')

/** @param {string | undefined} given The app's folder, as it was given on the command line. */
function loadApp(given) {
  const appPath = path.resolve(given ?? '')
  const packagePath = path.join(appPath, 'package.json')
  if (given === undefined || !fs.existsSync(packagePath)) {
    const problem = given === undefined ? 'No app was given' : `There is no app in ${appPath}`
    process.stderr.write(`${problem}. Use: electron <folder with a package.json> [switches]\n`)
    app.exit(1)
    return
  }
  const { name, productName, version, main } = JSON.parse(fs.readFileSync(packagePath, 'utf8'))
  // Apps ask for this to know that argv holds their folder.
  Object.defineProperty(process, 'defaultApp', { configurable: false, enumerable: true, value: true })
  app.setName(productName ?? name)
  app.setVersion(version)
  app.setAppPath(appPath)
  require(path.join(appPath, main))
}

loadApp(process.argv.slice(1).find((argument) => !argument.startsWith('-')))
