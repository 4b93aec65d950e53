import { expect } from 'playwright/test'
import type { TestDesk } from './support/desk.ts'
import { test } from './support/scene.ts'
import { focusWindow, pressKey, typeAsScanner } from './support/xdotool.ts'

const panelOf = ({ page }: TestDesk) => page.getByRole('complementary', { name: /^Detalle de/ })

test('two hosts change one guest: what only one changed is merged, what both changed is asked about', async ({
  scene,
}) => {
  const { server, api } = await scene.server()
  const { url, tokens } = server.ready
  const guest = await api.create('Unión Mateo', 4, { tags: ['vip', 'allergy:nueces'] })
  const proxy = await scene.proxy(url)
  const [a, b] = await Promise.all([
    scene.desk('a', { server: proxy.url, token: tokens.desk }),
    scene.desk('b', { server: url, token: tokens.desk2 }),
  ])
  await Promise.all([a.isLive(), b.isLive()])
  for (const desk of [a, b]) {
    await desk.search('union mateo')
    await desk.card(guest.id).click()
    await expect(panelOf(desk).getByRole('list', { name: 'No lo pases por alto' })).toContainText(
      /Alergia: nueces.*VIP/s,
    )
  }

  await alone()
  await inPlace(a, 'Cambiar las notas', 'Traen un carrito')
  await inPlace(b, 'Cambiar la mesa', '7')
  await together()
  for (const desk of [a, b]) await expect(panelOf(desk)).toContainText('Traen un carrito')
  await expect(panelOf(a).locator('.inline-value').last()).toHaveText('7')
  expect(await api.find(guest.id)).toMatchObject({ notes: 'Traen un carrito', table: '7' })

  await alone()
  await inPlace(a, 'Cambiar la mesa', '9')
  await inPlace(a, 'Cambiar las notas', 'Traen dos carritos')
  await inPlace(b, 'Cambiar la mesa', '8')
  await together()
  expect(await api.find(guest.id)).toMatchObject({ notes: 'Traen dos carritos', table: '8' })
  await panelOf(a).getByRole('button', { name: 'Elegir' }).click()
  const dialog = a.page.getByRole('dialog', { name: 'Dos cambios a la vez' })
  await expect(dialog.getByRole('group')).toHaveCount(1)
  await expect(dialog.locator('[data-side=theirs]')).toContainText(/En Puesto 2, a las \d\d:\d\d8/)
  await expect(dialog.locator('[data-side=mine]')).toContainText('9')
  // Nothing is chosen for the host.
  await dialog.getByRole('button', { name: 'Guardar la elección' }).click()
  await expect(dialog.getByRole('alert')).toBeVisible()
  await dialog.getByRole('radio', { name: 'Lo tuyo' }).check()
  await dialog.getByRole('button', { name: 'Guardar la elección' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(b.card(guest.id)).toContainText('9')
  expect(await api.find(guest.id)).toMatchObject({ notes: 'Traen dos carritos', table: '9' })

  const history = panelOf(a).getByRole('region', { name: 'Historia' })
  await expect(history).toContainText(/Mesa: 8 → 9.*este puesto/s)
  await expect(history).toContainText(/Mesa: 7 → 8\s*Puesto 2/)

  // A form that is open follows what others change, and keeps what was typed.
  await a.page.keyboard.press('e')
  const form = panelOf(a).getByRole('group', { name: 'Editar la reserva' })
  await form.getByLabel('Notas').fill('Traen tres carritos')
  await inPlace(b, 'Cambiar la mesa', '5')
  await expect(form.getByLabel('Mesa')).toHaveValue('5')
  await expect(form.getByText('Acaba de cambiar en otro puesto')).toBeVisible()
  await inPlace(b, 'Cambiar las notas', 'Sin carritos')
  await expect(form.getByText('En otro puesto han puesto: Sin carritos')).toBeVisible()
  await expect(form.getByLabel('Notas')).toHaveValue('Traen tres carritos')
  await form.getByRole('button', { name: 'Guardar' }).click()
  await expect(panelOf(b)).toContainText('Traen tres carritos')
  expect(await api.find(guest.id)).toMatchObject({ notes: 'Traen tres carritos', table: '5' })

  async function inPlace(desk: TestDesk, label: string, text: string): Promise<void> {
    await panelOf(desk).getByRole('button', { name: label }).click()
    const field = panelOf(desk).getByRole('textbox', { name: label })
    await field.fill(text)
    await field.press(label === 'Cambiar la mesa' ? 'Enter' : 'Control+Enter')
    await expect(field).toHaveCount(0)
  }

  async function alone(): Promise<void> {
    proxy.swallow({ toServer: true, toDesk: true })
    proxy.cut()
    await expect(a.badge).not.toHaveAttribute('data-state', 'live')
  }

  async function together(): Promise<void> {
    proxy.swallow({ toServer: false, toDesk: false })
    proxy.cut()
    await expect
      .poll(
        async () => {
          await a.retryNow()
          return a.badge.getAttribute('data-state')
        },
        { timeout: 20_000 },
      )
      .toBe('live')
    await a.isWaitingFor(0)
  }
})

test('one host, all by keys: a walk-in in two, a guest by the palette, their contact and code, and what is undone', async ({
  scene,
}) => {
  test.skip(process.platform !== 'linux', 'xdotool types on Linux only')
  const { server, api } = await scene.server()
  const { url, tokens } = server.ready
  const guest = await api.create('Paleta Ferrer', 3, {}, { phone: '+34 612 345 678', email: 'p@correo.es' })
  const desk = await scene.desk('a', { server: url, token: tokens.desk })
  const { page } = desk
  await desk.isLive()
  await focusWindow(desk)
  const dialog = page.getByRole('dialog')
  const walkIns = async () => (await api.list()).filter(({ customer }) => customer.name === 'Sin reserva')
  const before = (await walkIns()).length

  // Two keys, and two people are in; a number between says how many.
  await pressKey('w')
  await pressKey('Return')
  await expect.poll(async () => (await walkIns()).length).toBe(before + 1)
  await expect(dialog).toHaveCount(0)
  await pressKey('w')
  await expect(dialog).toBeVisible()
  await pressKey('5')
  await pressKey('Return')
  await expect.poll(async () => (await walkIns()).length).toBe(before + 2)
  expect(
    (await walkIns())
      .map(({ partySize, status }) => `${partySize} ${status}`)
      .sort()
      .slice(-2),
  ).toEqual(['2 arrived', '5 arrived'])
  await pressKey('ctrl+z')
  await expect
    .poll(async () => (await walkIns()).filter(({ status }) => status === 'cancelled').length)
    .toBe(1)

  // A scan with the focus nowhere is no shortcut, and the same key takes it back.
  await typeAsScanner(await api.ticket(guest.id), { enter: true })
  await expect(desk.verdict).toHaveAttribute('data-outcome', 'admitted')
  await expect(dialog).toHaveCount(0)
  await pressKey('ctrl+z')
  await expect.poll(async () => (await api.find(guest.id)).arrivedCount).toBe(0)
  await pressKey('Escape')

  await pressKey('ctrl+k')
  await expect(page.getByTestId('palette')).toBeVisible()
  await page.keyboard.type('paleta', { delay: 60 })
  await expect(page.getByRole('option', { name: /Paleta Ferrer/ })).toBeVisible()
  await pressKey('Return')
  const panel = panelOf(desk)
  await expect(panel).toHaveAttribute('aria-label', 'Detalle de Paleta Ferrer')
  await expect(page.getByTestId('palette')).toHaveCount(0)

  const contact = panel.getByTestId('contact')
  await expect(contact).toContainText('••• ••• 678')
  expect(await panel.textContent()).not.toContain('612 345')
  await pressKey('c')
  await expect(contact).toContainText('+34 612 345 678')
  await contact.getByRole('button', { name: 'Ocultar el contacto' }).click()
  expect(await panel.textContent()).not.toContain('612 345')
  await expect(panel.getByText('Primera visita')).toBeVisible()

  await pressKey('q')
  const picture = dialog.getByRole('img')
  await expect
    .poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBeGreaterThan(0)
  // Another code for who has lost theirs: it is asked first, and the one before is another one from then on.
  const lost = await api.ticket(guest.id)
  await dialog.getByRole('button', { name: 'Dar un código nuevo' }).click()
  await expect(dialog.getByRole('button', { name: 'Dejar el de antes' })).toBeFocused()
  await dialog.getByRole('button', { name: 'Dar el nuevo' }).click()
  await expect(dialog.getByRole('button', { name: 'Dar un código nuevo' })).toBeVisible()
  expect(await api.ticket(guest.id)).not.toBe(lost)
  await pressKey('Escape')
  await expect(dialog).toHaveCount(0)

  // Seated at once, and back by the key: from the table to the door, from the door to the list.
  const status = () => api.find(guest.id).then((row) => row.status)
  await pressKey('s')
  await expect.poll(status).toBe('seated')
  await expect(page.getByTestId('toast').filter({ hasText: 'en la mesa' })).toBeVisible()
  await pressKey('ctrl+z')
  await expect.poll(status).toBe('confirmed')
  await panel.getByRole('button', { name: 'No ha venido' }).click()
  await expect.poll(status).toBe('no_show')
  const notice = page.getByTestId('toast').filter({ hasText: 'Paleta Ferrer: no vino' })
  await notice.getByRole('button', { name: 'Deshacer' }).click()
  await expect.poll(status).toBe('confirmed')

  // A date that was mistyped takes the guest off tonight's list; taken back, they are on it again.
  const { startsAt } = await api.find(guest.id)
  const isListed = async () => (await api.list()).some(({ id }) => id === guest.id)
  await pressKey('e')
  const form = panel.getByRole('group', { name: 'Editar la reserva' })
  const tonight = await form.getByLabel('Día').inputValue()
  await form.getByLabel('Día').fill(`${Number(tonight.slice(0, 4)) + 1}${tonight.slice(4)}`)
  await form.getByRole('button', { name: 'Guardar' }).click()
  await expect.poll(isListed).toBe(false)
  await expect(panel.getByText('Esta reserva ya no está')).toBeVisible()
  await pressKey('ctrl+z')
  await expect.poll(isListed).toBe(true)
  expect((await api.find(guest.id)).startsAt).toBe(startsAt)
  // The one before may still be on its way out.
  await expect(page.getByTestId('toast').filter({ hasText: 'Paleta Ferrer: deshecho' }).first()).toBeVisible()

  // What was taken down by mistake is struck out by the same key, and not what was done before it.
  await pressKey('n')
  await dialog.getByLabel('Nombre').fill('Dos Veces')
  await pressKey('Return')
  await expect(dialog).toHaveCount(0)
  const twice = async () => (await api.list()).find(({ customer }) => customer.name === 'Dos Veces')?.status
  await expect.poll(twice).toBe('confirmed')
  await pressKey('ctrl+z')
  await expect.poll(twice).toBe('cancelled')

  await page.keyboard.press('?')
  await expect(page.getByTestId('shortcuts')).toContainText('Entran sin reserva')
  await pressKey('Escape')
  await expect(dialog).toHaveCount(0)

  // Without the server the code cannot be drawn; the name and the six letters can.
  await server.kill()
  await expect(desk.badge).not.toHaveAttribute('data-state', 'live')
  await page.keyboard.press('q')
  await expect(page.getByTestId('ticket-problem')).toContainText(guest.code)
})
