import { expect } from 'playwright/test'
import { FakeSerialScanner } from './support/serial.ts'
import { test } from './support/scene.ts'

test('a serial scanner (a stand-in at navigator.serial) is chosen once, reads, is pulled out, and is back by itself', async ({
  scene,
}) => {
  const { server, api } = await scene.server()
  const [first, second] = await Promise.all([api.create('Serie Primera', 2), api.create('Serie Segunda', 2)])
  const desk = await scene.desk('a', { server: server.ready.url, token: server.ready.tokens.desk })
  const { page } = desk
  await desk.isLive()
  const scanner = await FakeSerialScanner.plugIn(desk)

  await page.getByRole('button', { name: 'Ajustes' }).click()
  await page.getByRole('button', { name: 'Lectores' }).click()
  await page.getByRole('button', { name: 'Elegir lector' }).click()
  await scanner.isOffered()
  await page.getByRole('dialog').getByRole('button', { name: 'Lector de prueba (ttyACM0)' }).click()
  await expect(page.getByRole('dialog')).toHaveCount(0)
  const words = page.getByRole('group', { name: 'Lector serie' }).getByRole('status')
  await expect(words).toHaveText('Lector de prueba (ttyACM0), listo')
  await expect.poll(() => scanner.speeds()).toEqual([9600])

  // A code comes in pieces, as a slow line brings it.
  const ticket = await api.ticket(first.id)
  await scanner.send(ticket.slice(0, 40))
  await scanner.send(`${ticket.slice(40)}\r`)
  await scanner.send('\n')
  await expect(desk.verdict).toHaveAttribute('data-outcome', 'admitted')
  await expect(desk.verdict).toContainText('Serie Primera')
  expect(await api.find(first.id)).toMatchObject({ arrivedCount: 1, scanCount: 1 })

  await scanner.pullOut()
  await expect(words).toContainText('no está conectado')
  await scanner.putBack()
  await expect.poll(() => scanner.speeds()).toEqual([9600, 9600])
  await scanner.send(`${await api.ticket(second.id)}\r\n`)
  await expect(desk.verdict).toContainText('Serie Segunda')
  expect(await api.find(second.id)).toMatchObject({ arrivedCount: 1, scanCount: 1 })

  await page.getByLabel('Velocidad').selectOption('115200')
  await expect.poll(() => scanner.speeds()).toEqual([9600, 9600, 115_200])
  await page.getByRole('button', { name: 'Quitar', exact: true }).click()
  await expect(words).toContainText('Ninguno elegido')
})
