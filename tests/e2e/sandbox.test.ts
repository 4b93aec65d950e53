import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect } from 'playwright/test'
import { launchWatched } from './support/devtools.ts'
import { deskForPlainUser } from './support/plain-user.ts'
import { test } from './support/scene.ts'

test('a window is sandboxed and isolated, for a user who is not root, and can go nowhere else', async ({
  scene,
}) => {
  const { server } = await scene.server()
  const { url, tokens } = server.ready
  const { executablePath, args, env, as, home, cleanUp } = await deskForPlainUser()
  scene.afterwards(cleanUp)
  const switches = ['--server', url, '--token', tokens.desk, '--user-data', path.join(home, 'desk')]
  const { page, pid, close } = await launchWatched(executablePath, [...args, ...switches], { env, ...as })
  scene.afterwards(close)
  await expect(page.getByTestId('connection-badge')).toHaveAttribute('data-state', 'live', {
    timeout: 20_000,
  })

  // What the kernel says: system calls of the window's process are filtered.
  if (process.platform === 'linux') expect(rendererFilters(pid)).toEqual([expect.stringMatching(/^2$/)])

  expect(
    await page.evaluate(() => ({
      process: typeof Reflect.get(globalThis, 'process'),
      require: typeof Reflect.get(globalThis, 'require'),
      opened: window.open('https://example.org/'),
      secure: isSecureContext,
      address: location.href,
    })),
  ).toEqual({
    process: 'undefined',
    require: 'undefined',
    opened: null,
    secure: true,
    address: 'app://desk/index.html',
  })

  for (const address of [
    'https://example.org/',
    'file:///etc/passwd',
    'data:text/html,x',
    `${url}/healthz`,
  ]) {
    await page.evaluate((address) => {
      window.location.assign(address)
    }, address)
  }
  const refused = await page.evaluate(async (url) => {
    const answers: Record<string, unknown> = {}
    // Its own server, another file of the app, and the page's own folder by a way round.
    for (const address of [`${url}/healthz`, 'file:///etc/passwd', 'app://desk/..%2fmain%2findex.cjs']) {
      answers[address] = await fetch(address).then(
        (response) => response.status,
        () => 'refused',
      )
    }
    const own = await fetch(location.href)
    answers.headers = Object.fromEntries(own.headers)
    const script = document.createElement('script')
    script.textContent = 'globalThis.inlineRan = true'
    document.head.append(script)
    answers.inline = 'inlineRan' in globalThis
    answers['camera and microphone'] = await navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'granted',
      (error: unknown) => (error instanceof Error ? error.name : ''),
    )
    answers.notification = await Notification.requestPermission()
    return answers
  }, url)
  expect(refused).toEqual({
    [`${url}/healthz`]: 'refused',
    'file:///etc/passwd': 'refused',
    'app://desk/..%2fmain%2findex.cjs': 404,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringMatching(/^default-src 'self'; script-src 'self' /),
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
      // Electron's own, on every scheme of an app. No page of another origin is ever loaded here.
      'access-control-allow-origin': '*',
    },
    inline: false,
    'camera and microphone': expect.stringMatching(/^NotAllowedError$|^NotFoundError$/),
    notification: 'denied',
  })
  expect(page.url()).toBe('app://desk/index.html')
  expect(page.context().pages()).toHaveLength(1)
})

/** The seccomp mode of each renderer below a process: 2 is a filter, 0 is none. */
function rendererFilters(main: number): string[] {
  const processes = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const parentOf = new Map<number, number>()
  const renderers: number[] = []
  for (const pid of processes) {
    try {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8')
      parentOf.set(Number(pid), Number(/^PPid:\s+(\d+)/m.exec(status)?.[1]))
      if (readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--type=renderer'))
        renderers.push(Number(pid))
    } catch {
      // It ended while it was being looked at.
    }
  }
  const isBelow = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === main || isBelow(parentOf.get(pid)))
  return renderers
    .filter(isBelow)
    .map((pid) => /^Seccomp:\s+(\d)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 'unknown')
}
