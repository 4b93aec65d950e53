import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { expect, type Page } from 'playwright/test'
import { z } from 'zod'
import { adminSettingsSchema, weekdays, type VenueSettings } from '../../contract/settings.ts'
import { deskWhere } from './support/desk.ts'
import { launchWatched } from './support/devtools.ts'
import { packagedDesk } from './support/packaged.ts'
import { test, type Scene } from './support/scene.ts'
import type { Ready } from './support/server.ts'

// electron-updater tells an AppImage by the variable APPIMAGE, whatever the file is.
test.skip(process.platform !== 'linux', 'installers of the other systems need a certificate')

/** A stand-in for the next version: a program that says how it was started. */
const nextVersion = (marker: string): string =>
  `#!/bin/sh\necho "silent=$APPIMAGE_SILENT_INSTALL exit=$APPIMAGE_EXIT_AFTER_INSTALL" > "${marker}"\n`

class Releases {
  readonly folder: string

  constructor(folder: string) {
    this.folder = folder
    mkdirSync(folder, { recursive: true })
  }

  /** Puts a version there as electron-builder describes it. `announced` is the text whose checksum it has. */
  put(text: string, { announced = text, url = 'Front Desk-9.9.9.AppImage', version = '9.9.9' } = {}): void {
    const sha512 = createHash('sha512').update(announced).digest('base64')
    const files = [{ url, sha512, size: Buffer.byteLength(text) }]
    writeFileSync(path.join(this.folder, 'Front Desk-9.9.9.AppImage'), text)
    const arch = process.arch === 'x64' ? '' : `-${process.arch}`
    // JSON is YAML.
    writeFileSync(
      path.join(this.folder, `latest-linux${arch}.yml`),
      JSON.stringify({ version, files, path: url, sha512, releaseDate: '2026-11-27T12:00:00.000Z' }),
    )
  }
}

interface PackagedDesk {
  page: Page
  pid: number
  /** The file that stands for the running AppImage. */
  file: string
}

/** The packaged app, which takes itself for an AppImage. */
async function startPackaged(scene: Scene, { url, tokens }: Ready): Promise<PackagedDesk> {
  const executable = await packagedDesk()
  const { args, env: given } = await deskWhere()
  const file = path.join(scene.folder, 'Front Desk.AppImage')
  writeFileSync(file, 'this version', { mode: 0o755 })
  const env: NodeJS.ProcessEnv = {
    ...given,
    LANGUAGE: 'es',
    APPIMAGE: file,
    XDG_CACHE_HOME: path.join(scene.folder, 'cache'),
  }
  // Everything that it needs is in the package.
  delete env.FRONTDESK_NODE
  const { page, pid, close } = await launchWatched(
    executable,
    [
      ...args.slice(1),
      ...['--server', url, '--token', tokens.desk, '--user-data', path.join(scene.folder, 'desk')],
    ],
    { env },
  )
  scene.afterwards(close)
  await expect(page.getByTestId('connection-badge')).toHaveAttribute('data-state', 'live', {
    timeout: 60_000,
  })
  return { page, pid, file }
}

/** Says the venue's hours, as its manager does. */
async function setHours({ url, tokens }: Ready, hours: VenueSettings['hours']): Promise<void> {
  const address = `${url}/api/admin/settings`
  const headers = { Authorization: `Bearer ${tokens.manager}`, 'Content-Type': 'application/json' }
  const { version } = adminSettingsSchema.parse(await (await fetch(address, { headers })).json())
  const answer = await fetch(address, {
    method: 'PUT',
    headers: { ...headers, 'If-Match': `"${version}"` },
    body: JSON.stringify({ hours }),
  })
  expect(answer.status, await answer.text()).toBe(200)
}

const everyDay = (day: VenueSettings['hours']['monday']): VenueSettings['hours'] => ({
  monday: day,
  tuesday: day,
  wednesday: day,
  thursday: day,
  friday: day,
  saturday: day,
  sunday: day,
})
const closed = everyDay([])
/** Open now and for days to come, and closed on the day after those. */
function openNow(): VenueSettings['hours'] {
  const later = weekdays[(new Date().getUTCDay() + 6 + 3) % 7] ?? 'monday'
  return { ...everyDay([{ from: '00:00', to: '24:00' }]), [later]: [] }
}

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('a release is verified, waits for the venue to close, and takes the app’s place', async ({ scene }) => {
  test.slow()
  const marker = path.join(scene.folder, 'started')
  const next = nextVersion(marker)
  const releases = new Releases(path.join(scene.folder, 'releases'))
  releases.put(`${next}# changed on the way\n`, { announced: next })
  const { server } = await scene.server({ updates: releases.folder })
  await setHours(server.ready, openNow())
  const { page, pid, file } = await startPackaged(scene, server.ready)
  const update = page.getByTestId('update')

  await page.getByRole('button', { name: 'Ajustes' }).click()
  await page.getByRole('button', { name: 'Acerca de', exact: true }).click()
  await expect(update).toHaveAttribute('data-state', 'failed', { timeout: 60_000 })
  await expect(update).toContainText('no es el que anuncia el servidor, así que no se ha instalado nada')

  const heard: string[] = []
  const elsewhere = createServer((request, response) => {
    heard.push(`${request.url}`)
    response.end(next)
  }).listen(0, '127.0.0.1')
  scene.afterwards(() => new Promise((resolve) => void elsewhere.close(() => resolve())))
  await new Promise((resolve) => elsewhere.once('listening', resolve))
  const { port } = z.object({ port: z.number() }).parse(elsewhere.address())
  releases.put(next, { url: `http://127.0.0.1:${port}/Front-Desk-9.9.9.AppImage` })
  await page.getByRole('button', { name: 'Comprobar ahora' }).click()
  await expect(update).toContainText('este equipo solo se fía del suyo', { timeout: 60_000 })
  expect(heard, 'no token leaves for another server').toEqual([])

  releases.put(next)
  await page.getByRole('button', { name: 'Comprobar ahora' }).click()
  await expect(update).toHaveAttribute('data-state', 'ready', { timeout: 60_000 })
  await expect(update).toContainText('La versión 9.9.9 está lista. No se instala con el local abierto')
  await page.getByRole('button', { name: 'Reiniciar y actualizar' }).click()
  await expect(page.getByRole('alert')).toContainText('El local está abierto')
  expect([isRunning(pid), existsSync(marker), readFileSync(file, 'utf8')]).toEqual([
    true,
    false,
    'this version',
  ])

  await setHours(server.ready, closed)
  await expect.poll(() => isRunning(pid), { timeout: 60_000 }).toBe(false)
  await expect.poll(() => existsSync(marker)).toBe(true)
  expect(readFileSync(file, 'utf8')).toBe(next)
  await expect.poll(() => readFileSync(marker, 'utf8')).toBe('silent=true exit=\n')
})

test('a host who ends the desk while the venue is closed leaves the newer version, which does not start', async ({
  scene,
}) => {
  test.slow()
  const marker = path.join(scene.folder, 'started')
  const next = nextVersion(marker)
  const releases = new Releases(path.join(scene.folder, 'releases'))
  const { server } = await scene.server({ updates: releases.folder })
  await setHours(server.ready, closed)
  const { page, pid, file } = await startPackaged(scene, server.ready)
  const update = page.getByTestId('update')
  await page.getByRole('button', { name: 'Ajustes' }).click()
  await page.getByRole('button', { name: 'Acerca de', exact: true }).click()
  await expect(update).toContainText('El servidor no ofrece actualizaciones', { timeout: 60_000 })

  await test.step('an older release is no release', async () => {
    releases.put(next, { version: '0.0.9' })
    await page.getByRole('button', { name: 'Comprobar ahora' }).click()
    await expect(update).toContainText('Es la versión más nueva que tiene el servidor', { timeout: 60_000 })
  })

  // What is open on the screen holds it back.
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog')).toBeVisible()
  releases.put(next)
  await page.evaluate('window.desk.lookForUpdate()')
  await expect(update).toContainText('Hay algo abierto o a medio escribir', { timeout: 60_000 })
  expect(readFileSync(file, 'utf8')).toBe('this version')

  process.kill(pid, 'SIGTERM')
  await expect.poll(() => isRunning(pid), { timeout: 60_000 }).toBe(false)
  expect(readFileSync(file, 'utf8')).toBe(next)
  expect(readFileSync(marker, 'utf8')).toBe('silent=true exit=true\n')
})
