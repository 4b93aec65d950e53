import { describe, it } from 'vitest'
import { hasRedis, startRedis } from '../testing/redis.ts'
import { describeBus } from './contract.ts'
import { redisBus } from './redis.ts'

describe('Redis', () => {
  if (!hasRedis) {
    it('wakes instances up', (test) => test.skip('redis-server is not on the PATH'))
    return
  }
  describeBus(async () => {
    const redis = await startRedis()
    return { ...redis, remove: redis.down, open: (sleeper) => redisBus(redis.url, 'test', sleeper) }
  })
})
