import { execFile, spawn } from 'node:child_process'
import { promisify } from 'node:util'
import { expect } from 'playwright/test'
import { stopProcess } from '../../../scripts/desk/stop-process.ts'

const run = promisify(execFile)

/** A real daemon for system notifications, on this session's bus. Returns how to end it. */
export async function startDunst(): Promise<() => Promise<void>> {
  const child = spawn('dunst', [], { stdio: 'ignore' })
  // Not by asking dunst itself: the bus would start a second one, which has no display.
  const owner = () =>
    run('dbus-send', [
      ...['--session', '--print-reply', '--dest=org.freedesktop.DBus', '/org/freedesktop/DBus'],
      ...['org.freedesktop.DBus.NameHasOwner', 'string:org.freedesktop.Notifications'],
    ])
  await expect.poll(async () => (await owner()).stdout, 'dunst is on the session bus').toContain('true')
  return () => stopProcess(child)
}

/** Asked by `dbus-send`: `dunstctl` needs systemd for it. */
async function ask(method: string, ...args: string[]): Promise<string> {
  const { stdout } = await run('dbus-send', [
    ...['--session', '--print-reply', '--dest=org.freedesktop.Notifications'],
    ...['/org/freedesktop/Notifications', `org.dunstproject.cmd0.${method}`, ...args],
  ])
  return stdout
}

/** Everything that was notified and has been closed, as one text. */
export async function notified(): Promise<string> {
  await ask('NotificationCloseAll')
  return ask('NotificationListHistory')
}

/** The titles of all that was notified, each time that it was, the oldest first. */
export async function titles(): Promise<string[]> {
  const history = await notified()
  const found = [...history.matchAll(/string "summary"\s+variant\s+string "(.*)"/g)].map(
    ([, title = '']) => title,
  )
  return found.reverse()
}

/** Clicks the notification that is shown uppermost, once one is shown. */
export async function clickNotification(): Promise<void> {
  const displayed = async () => /uint32 ([1-9])/.test(await shownCount())
  await expect.poll(displayed, { message: 'a notification is shown', timeout: 15_000 }).toBe(true)
  await ask('NotificationAction', 'uint32:0')
}

async function shownCount(): Promise<string> {
  const { stdout } = await run('dbus-send', [
    ...['--session', '--print-reply', '--dest=org.freedesktop.Notifications'],
    ...['/org/freedesktop/Notifications', 'org.freedesktop.DBus.Properties.Get'],
    ...['string:org.dunstproject.cmd0', 'string:displayedLength'],
  ])
  return stdout
}
