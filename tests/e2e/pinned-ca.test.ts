import { X509Certificate } from 'node:crypto'
import path from 'node:path'
import { expect } from 'playwright/test'
import { pairingLink } from '../../contract/pairing-link.ts'
import { ownAuthority } from '../../main/testing/self-signed.ts'
import { test } from './support/scene.ts'
import { homeThatTrusts, tlsFront } from './support/trusted-home.ts'

const fingerprint = (pem: string): string => new X509Certificate(pem).fingerprint256

test('a desk that was told the venue’s CA speaks to a server of it alone, and never to one that Chromium refuses', async ({
  scene,
}) => {
  test.skip(process.platform !== 'linux', 'elsewhere a CA is trusted by the whole computer')
  test.slow()
  const { server } = await scene.server()
  const [venue, other, unknown] = [ownAuthority('Venue'), ownAuthority('Other'), ownAuthority('Unknown')]
  const fronts = {
    venue: await tlsFront(server.ready.url, venue.server),
    other: await tlsFront(server.ready.url, other.server),
    unknown: await tlsFront(server.ready.url, unknown.server),
  }
  for (const { stop } of Object.values(fronts)) scene.afterwards(stop)
  const env = homeThatTrusts(path.join(scene.folder, 'home'), [venue.ca, other.ca])
  const token = server.ready.tokens.desk

  // Chromium trusts either, and a desk that was told nothing does too.
  const plain = await scene.desk('plain', { server: fronts.other.url, token, env })
  await plain.isLive()
  await plain.close()
  const askedBefore = fronts.other.requests()

  const first = await scene.desk('a', {
    server: fronts.venue.url,
    token,
    env,
    args: [`--pin-ca=${fingerprint(venue.ca.cert)}`],
  })
  await first.isLive()
  await first.page.getByRole('button', { name: 'Ajustes' }).click()
  await first.page.getByRole('button', { name: 'Acerca de', exact: true }).click()
  await expect(
    first.page.getByText(fingerprint(venue.ca.cert).replaceAll(':', '').toLowerCase()),
  ).toBeVisible()
  await first.close()

  // From then on, though nobody says it again.
  const second = await scene.desk('a', { server: fronts.other.url, token, env })
  const notice = second.page.locator('.notice[data-tone=red]')
  await expect(notice).toContainText('no es de la autoridad de certificación en la que confía este puesto')
  await second.page.evaluate(`window.desk.changeSettings({ language: 'en' })`)
  await expect(notice).toContainText('not of the certificate authority that this desk trusts')
  await second.page.evaluate(`window.desk.changeSettings({ language: 'es' })`)
  await second.close()
  const third = await scene.desk('a', { server: fronts.venue.url, token, env })
  await third.isLive()
  await third.close()
  expect(fronts.other.requests()).toBe(askedBefore)

  // What Chromium refuses stays refused, also where it is the one that is pinned.
  const stranger = await scene.desk('b', {
    server: fronts.unknown.url,
    token,
    env,
    args: ['--pin-ca', fingerprint(unknown.ca.cert)],
  })
  await expect(stranger.page.locator('.notice[data-tone=red]')).toContainText('su certificado no vale')
  await stranger.close()
  expect(fronts.unknown.requests()).toBe(0)

  // A manager's link says it, too: for pairing and afterwards.
  const { pairingCode: code } = server.ready
  const ca = fingerprint(venue.ca.cert)
  const wrong = await scene.desk('c', { env, args: [pairingLink({ server: fronts.other.url, code, ca })] })
  await expect(wrong.page.getByText('Solo se acepta un servidor de la autoridad')).toBeVisible()
  const alert = wrong.page.getByRole('alert')
  const pair = async (address: string): Promise<void> => {
    await wrong.page.locator('input[name=server]').fill(address)
    await wrong.page.locator('input[name=name]').fill('Puerta')
    await wrong.page.locator('.pairing-form button[type=submit]').click()
  }
  for (const address of [fronts.other.url, server.ready.url]) {
    await pair(address)
    await expect(alert).toHaveAttribute('data-code', 'other_ca')
    await expect(alert).toContainText('Este no es el servidor del local')
    await expect(alert).toContainText(address)
  }
  await pair(fronts.venue.url)
  await wrong.isLive()
  await wrong.close()
  const again = await scene.desk('c', { env, server: fronts.other.url, token })
  await expect(again.page.locator('.notice[data-tone=red]')).toContainText('no es de la autoridad')
  expect(fronts.other.requests()).toBe(askedBefore)
})
