import { createClient } from 'redis'
import { createSender, receive, retryMs, type Bus, type Sleeper } from './bus.ts'

/** Redis publish and subscribe. `deployment` tells apart the servers that share one Redis. */
export function redisBus(url: string, deployment: string, sleeper: Sleeper): Bus {
  const channel = `front-desk:${deployment}`
  const sender = createClient({
    url,
    // A wake-up that waited for the bus to come back would say nothing new.
    disableOfflineQueue: true,
    socket: { connectTimeout: 3000, reconnectStrategy: retryMs },
  })
  const listener = sender.duplicate({ disableOfflineQueue: false })
  let isAway = false
  const away = (error: unknown): void => {
    if (!isAway) sleeper.logger.warn({ err: error }, 'the bus is away; trying again')
    isAway = true
  }
  sender.on('error', away)
  listener.on('error', away)
  listener.on('ready', () => {
    isAway = false
    sleeper.mayHaveMissed()
  })

  // Both go on trying until they are closed.
  sender.connect().catch(away)
  listener
    .connect()
    .then(() => listener.subscribe(channel, (message) => receive(message, sleeper)))
    .catch(away)
  return {
    wake: createSender((message) => sender.publish(channel, message)),
    isUp: () => sender.isReady && listener.isReady,
    close() {
      sender.destroy()
      listener.destroy()
      return Promise.resolve()
    },
  }
}
