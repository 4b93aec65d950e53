import { execFile } from 'node:child_process'
import path from 'node:path'
import { promisify } from 'node:util'
import { expect } from 'playwright/test'
import { pairingLink } from '../../contract/pairing-link.ts'
import { deskWhere } from './support/desk.ts'
import { inMain } from './support/in-main.ts'
import { test } from './support/scene.ts'

const run = promisify(execFile)

test('a link fills the pairing page, at the start and by a second start, and leads no paired desk away', async ({
  scene,
}) => {
  const { server } = await scene.server()
  const { url, pairingCode } = server.ready
  const desk = await scene.desk('a', { args: [pairingLink({ server: url, code: 'ZZZZ9999' })] })
  const field = (name: string) => desk.page.locator(`input[name=${name}]`)
  await expect(field('server')).toHaveValue(url)
  await expect(field('code')).toHaveValue('ZZZZ9999')

  const { executablePath, args, env } = await deskWhere()
  const open = (link: string) =>
    run(executablePath, [...args, '--user-data', path.join(scene.folder, 'a'), link], { env })
  await inMain(desk.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  const second = await open(pairingLink({ server: url, code: pairingCode }))
  expect(second.stderr).toContain('This desk is open already')
  await expect(field('code')).toHaveValue(pairingCode)
  const isVisible = () =>
    inMain(desk.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
  await expect.poll(isVisible).toBe(true)
  // The name is all that is left to say.
  await expect(field('name')).toBeFocused()
  await field('name').fill('Puerta')
  await desk.page.keyboard.press('Enter')
  await desk.isLive()

  await open(pairingLink({ server: 'https://otro.example', code: 'ABCD2345' }))
  await open('frontdesk://pair?server=file:///etc/passwd&code=ABCD2345')
  await expect.poll(() => desk.log.join('')).toContain('A link was opened that says nothing to this desk.')
  await desk.isLive()
  await expect(field('code')).toHaveCount(0)
})
