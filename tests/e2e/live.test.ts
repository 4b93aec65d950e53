import { expect } from 'playwright/test'
import { inMain } from './support/in-main.ts'
import { test } from './support/scene.ts'

test('a reservation that is made elsewhere appears on both desks, with a toast', async ({ scene }) => {
  const { server, api } = await scene.server()
  const { url, tokens } = server.ready
  const [a, b] = await Promise.all([
    scene.desk('a', { server: url, token: tokens.desk }),
    scene.desk('b', { server: url, token: tokens.desk2 }),
  ])
  await Promise.all([a.isLive(), b.isLive()])

  const elsewhere = await api.create('Teléfono Ortega', 5)

  for (const desk of [a, b]) {
    await expect(desk.page.getByTestId('toast').filter({ hasText: 'Teléfono Ortega' })).toBeVisible()
    await desk.search('telefono ortega')
    await expect(desk.card(elsewhere.id)).toHaveAttribute('data-party-size', '5')
    await expect(desk.card(elsewhere.id)).toHaveAttribute('data-pending', 'false')
  }
})

test('a connection that is dead without a word is noticed by its silence, and replaced', async ({
  scene,
}) => {
  const { server, api } = await scene.server({ heartbeatMs: 300 })
  const proxy = await scene.proxy(server.ready.url)
  const desk = await scene.desk('a', { server: proxy.url, token: server.ready.tokens.desk })
  await desk.isLive()

  for (const swallowed of [
    { toServer: true, toDesk: true },
    // The server goes on sending and believes that all is well.
    { toServer: false, toDesk: true },
  ]) {
    proxy.swallow(swallowed)
    await expect(desk.badge).not.toHaveAttribute('data-state', 'live', { timeout: 10_000 })
    const missed = await api.create(`Silencio ${String(swallowed.toServer)}`, 2)
    proxy.swallow({ toServer: false, toDesk: false })
    await expect
      .poll(
        async () => {
          await desk.retryNow()
          return desk.badge.getAttribute('data-state')
        },
        { timeout: 20_000 },
      )
      .toBe('live')
    await desk.search(missed.customer.name)
    await expect(desk.card(missed.id)).toBeVisible()
  }
})

test('a machine that wakes up does not trust the stream that it had before it slept', async ({ scene }) => {
  const { server, api } = await scene.server()
  const proxy = await scene.proxy(server.ready.url)
  const desk = await scene.desk('a', { server: proxy.url, token: server.ready.tokens.desk })
  await desk.isLive()

  proxy.swallow({ toServer: true, toDesk: true })
  // The heartbeat is 30 s: by its silence alone the desk would believe for over a minute that it is live.
  await inMain(desk.app, ({ powerMonitor }) => powerMonitor.emit('resume'))
  await expect(desk.badge).not.toHaveAttribute('data-state', 'live')

  const missed = await api.create('Despierta Luz', 2)
  proxy.swallow({ toServer: false, toDesk: false })
  await inMain(desk.app, ({ powerMonitor }) => powerMonitor.emit('resume'))
  await desk.isLive()
  await desk.search('despierta luz')
  await expect(desk.card(missed.id)).toBeVisible()
})

test('a connection that is cut comes back by itself', async ({ scene }) => {
  const { server, api } = await scene.server()
  const proxy = await scene.proxy(server.ready.url)
  const desk = await scene.desk('a', { server: proxy.url, token: server.ready.tokens.desk })
  await desk.isLive()
  proxy.cut()
  await expect(desk.badge).toHaveAttribute('data-state', 'reconnecting')
  const missed = await api.create('Corte Rubio', 2)
  await desk.isLive()
  await desk.search('corte rubio')
  await expect(desk.card(missed.id)).toBeVisible()
})
