import path from 'node:path'
import { app } from 'electron'
import { createLog } from '../../../../main/log.ts'
import { supervise } from '../../../../main/store/supervisor.ts'
import { utilityTransport } from '../../../../main/store/utility-transport.ts'

/** The smallest app around the store's supervisor and its `utilityProcess`. The test asks through `echo`. */
void app.whenReady().then(() => {
  const start = utilityTransport(path.join(app.getAppPath(), 'child.cjs'))
  const supervisor = supervise({
    start: () => start(['--one', 'two words']),
    onReady: () => [],
    log: createLog((line) => process.stderr.write(line), 'warn'),
  })
  Object.assign(globalThis, { echo: supervisor })
})
