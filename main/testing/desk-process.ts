/** A desk in a process of its own, for tests that end it with SIGKILL. What it has answered is done. */
import { z } from 'zod'
import { commands } from '../../contract/ipc.ts'
import { startDesk } from './real-desk.ts'

const [server, token, dataDir] = z.tuple([z.string(), z.string(), z.string()]).parse(process.argv.slice(2))
const orderSchema = z.union([
  z.object({ scan: commands.scan.input }),
  z.object({ edit: commands.updateReservation.input }),
])

const { core } = await startDesk({ server, token, dataDir })
process.on('message', (message) => {
  const order = orderSchema.parse(message)
  const answer =
    'scan' in order ? core.handlers.scan(order.scan) : core.handlers.updateReservation(order.edit)
  void answer.then(({ ok }) => process.send?.(ok ? 'done' : 'refused'))
})
process.send?.('started')
