import pino from 'pino'
import { expect, it, vi } from 'vitest'
import { buildApp } from '../app.ts'
import { redisBus } from '../bus/redis.ts'
import { call, problemIn } from '../testing/call.ts'
import { hasRedis, startRedis } from '../testing/redis.ts'
import { startTestServer } from '../testing/test-server.ts'
import { until } from '../testing/until.ts'

vi.setConfig({ testTimeout: 60_000, hookTimeout: 30_000 })

it('the bus is away: 503 with Retry-After, streams stay and are sent what is written meanwhile, and all goes on by itself', async (test) => {
  if (!hasRedis) test.skip('redis-server is not on the PATH')
  const redis = await startRedis()
  const server = await startTestServer({
    openBus: (deployment, sleeper) => redisBus(redis.url, deployment, sleeper),
  })
  // An instance that has its bus still.
  const other = await buildApp({
    db: server.db,
    logger: pino({ level: 'silent' }),
    heartbeatMs: 30_000,
    now: () => new Date(),
    random: Math.random,
  })
  try {
    const otherUrl = await other.listen({ host: '127.0.0.1', port: 0 })
    const ready = async () => (await call(`${server.url}/readyz`, 'GET', { token: null })).status
    const stream = await server.stream()
    await stream.frame('connected')
    await until(async () => (await ready()) === 200)
    await redis.down()
    await until(async () => (await ready()) === 503)

    const body = { businessId: 1, customer: { name: 'x' }, startsAt: new Date().toISOString(), partySize: 2 }
    const write = await server.call('POST', '/api/reservas', { body })
    const read = await server.call('GET', '/api/reservas?businessId=1')
    for (const refused of [write, read]) {
      expect(problemIn(refused)).toMatchObject({ status: 503, code: 'unavailable' })
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    expect((await call(`${server.url}/healthz`, 'GET', { token: null })).status).toBe(200)
    const token = server.tokens.desk
    expect((await call(`${otherUrl}/api/reservas`, 'POST', { token, body })).status).toBe(201)
    await until(() => stream.events().length === 1)
    expect(stream.ended()).toBe(false)

    await redis.up()
    await until(async () => (await server.call('POST', '/api/reservas', { body })).status === 201)
    await until(() => stream.events().length === 2)
    expect(await ready()).toBe(200)
  } finally {
    await other.close()
    await server.close()
    await redis.down()
  }
})
