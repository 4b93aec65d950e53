import { expect } from 'playwright/test'
import { test } from './support/scene.ts'
import { focusWindow, typeAsScanner } from './support/xdotool.ts'

test('what a desk did without its server survives a crash, and is counted once when the server is back', async ({
  scene,
}) => {
  test.skip(process.platform !== 'linux', 'xdotool types on Linux only')
  const { server, api } = await scene.server()
  const { url, tokens } = server.ready
  const one = await api.create('Apagón Uno', 2)
  const two = await api.create('Apagón Dos', 4)
  const edited = await api.create('Apagón Tres', 2)
  const tickets = [await api.ticket(one.id), await api.ticket(two.id)] as const
  const startA = () => scene.desk('a', { server: url, token: tokens.desk })
  const [firstA, b] = await Promise.all([startA(), scene.desk('b', { server: url, token: tokens.desk2 })])
  let a = firstA
  await Promise.all([a.isLive(), b.isLive()])
  await Promise.all([a.search('apagon'), b.search('apagon')])
  await expect(a.card(edited.id)).toBeVisible()

  await server.kill()
  await expect(a.badge).toHaveAttribute('data-state', 'reconnecting')
  await expect(a.badge).toContainText(/\d+ s/)

  await focusWindow(a)
  for (const [index, ticket] of tickets.entries()) {
    await typeAsScanner(ticket, { enter: true })
    await expect(a.verdict).toContainText(index === 0 ? 'Apagón Uno' : 'Apagón Dos')
    await expect(a.verdict).toHaveAttribute('data-outcome', 'admitted')
  }
  await a.card(edited.id).click()
  const panel = a.page.getByRole('complementary')
  await panel.getByRole('button', { name: 'Editar' }).click()
  await panel.locator('textarea').fill('Llega más tarde')
  await panel.getByRole('button', { name: 'Guardar' }).click()
  await expect(a.card(edited.id)).toContainText('Llega más tarde')
  await expectAllThree()

  await a.kill()
  a = await startA()
  await a.search('apagon')
  await expect(a.badge).not.toHaveAttribute('data-state', 'live')
  await expect(a.card(edited.id)).toContainText('Llega más tarde')
  await expectAllThree()
  await expect(b.card(one.id)).toHaveAttribute('data-arrived', '0')

  await server.start()
  await Promise.all([a.retryNow(), b.retryNow()])
  await Promise.all([a.isLive(), b.isLive()])
  await a.isWaitingFor(0)
  for (const desk of [a, b]) {
    for (const guest of [one, two]) await expect(desk.card(guest.id)).toHaveAttribute('data-arrived', '1')
    await expect(desk.card(edited.id)).toContainText('Llega más tarde')
    for (const guest of [one, two, edited])
      await expect(desk.card(guest.id)).toHaveAttribute('data-pending', 'false')
  }
  for (const guest of [one, two])
    expect(await api.find(guest.id)).toMatchObject({ arrivedCount: 1, scanCount: 1 })
  expect(await api.find(edited.id)).toMatchObject({ notes: 'Llega más tarde' })

  // Alone again, both let the same party in: who let in whom is shown to both, and to the manager, who decides.
  const shared = await api.create('Apagón Doble', 1)
  for (const desk of [a, b]) await expect(desk.card(shared.id)).toBeVisible()
  const ticket = await api.ticket(shared.id)
  const manager = await scene.desk('manager', { server: url, token: tokens.manager })
  await manager.isLive()
  await server.kill()
  for (const desk of [a, b]) {
    await expect(desk.badge).not.toHaveAttribute('data-state', 'live')
    await focusWindow(desk)
    await typeAsScanner(ticket, { enter: true })
    await expect(desk.verdict).toContainText('Apagón Doble')
    await expect(desk.verdict).toHaveAttribute('data-outcome', 'admitted')
  }
  await server.start()
  for (const desk of [a, b, manager]) await desk.retryNow()
  for (const desk of [a, b]) await desk.isWaitingFor(0)
  for (const desk of [a, b, manager]) {
    // What the desk was told of its scan lies over the notice until the host has read it.
    await expect(async () => {
      if (await desk.verdict.isVisible()) await desk.page.keyboard.press('Escape')
      await desk.page.getByRole('button', { name: 'Decidir' }).click({ timeout: 1_000 })
    }).toPass({ timeout: 30_000 })
    const conflict = desk.page.getByTestId('scan-conflict')
    await expect(conflict).toContainText('Apagón Doble')
    await expect(conflict).toContainText('Puesto 1')
    await expect(conflict).toContainText('Puesto 2')
  }
  await manager.page.getByRole('button', { name: /^Mantener/ }).click()
  for (const desk of [a, b, manager]) {
    await expect(desk.page.getByRole('button', { name: 'Decidir' })).toHaveCount(0)
    await expect(desk.page.getByTestId('scan-conflict')).toHaveCount(0)
  }
  for (const desk of [a, b]) await expect(desk.card(shared.id)).toHaveAttribute('data-arrived', '2')
  expect(await api.find(shared.id)).toMatchObject({ arrivedCount: 2, scanCount: 2 })

  async function expectAllThree(): Promise<void> {
    for (const guest of [one, two, edited])
      await expect(a.card(guest.id)).toHaveAttribute('data-pending', 'true')
    for (const guest of [one, two]) await expect(a.card(guest.id)).toHaveAttribute('data-arrived', '1')
    await a.isWaitingFor(3)
  }
})
