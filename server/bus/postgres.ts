import pg from 'pg'
import { connectionTo } from '../storage/postgres.ts'
import { createSender, receive, retryMs, type Bus, type Sleeper } from './bus.ts'

const channel = 'front_desk'

/**
 * LISTEN and NOTIFY over a connection of its own, after the writing transaction: PostgreSQL lets transactions that notify
 * commit one after the other only. The connection is made again after each loss.
 */
export function postgresBus(url: string, sleeper: Sleeper): Bus {
  let client: pg.Client | undefined
  let isClosed = false
  let failures = 0
  let timer: NodeJS.Timeout | undefined

  async function connect(): Promise<void> {
    const next = new pg.Client({ ...connectionTo(url), query_timeout: 5000 })
    const state = { isOver: false }
    const over = (error?: Error): void => {
      if (state.isOver) return
      state.isOver = true
      if (client === next) client = undefined
      if (isClosed) return
      if (failures === 0) sleeper.logger.warn({ err: error }, 'the bus is away; trying again')
      timer = setTimeout(() => void connect(), retryMs(failures++))
      next.end().catch(() => undefined)
    }
    next.on('error', over)
    next.on('end', over)
    next.on('notification', ({ payload }) => receive(payload ?? '', sleeper))
    try {
      await next.connect()
      await next.query(`listen ${channel}`)
    } catch (error) {
      over(error instanceof Error ? error : new Error(String(error)))
      return
    }
    if (state.isOver) return
    if (isClosed) {
      await next.end()
      return
    }
    client = next
    failures = 0
    sleeper.mayHaveMissed()
  }

  const connecting = connect()
  return {
    wake: createSender(async (message) => client?.query('select pg_notify($1, $2)', [channel, message])),
    isUp: () => client !== undefined,
    async close() {
      isClosed = true
      clearTimeout(timer)
      await connecting
      await client?.end()
    },
  }
}
