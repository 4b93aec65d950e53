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

/** Everything that was notified and has been closed, as one text. Asked by `dbus-send`: `dunstctl` needs systemd for it. */
export async function notified(): Promise<string> {
  const ask = (method: string) =>
    run('dbus-send', [
      ...['--session', '--print-reply', '--dest=org.freedesktop.Notifications'],
      ...['/org/freedesktop/Notifications', `org.dunstproject.cmd0.${method}`],
    ])
  await ask('NotificationCloseAll')
  return (await ask('NotificationListHistory')).stdout
}
