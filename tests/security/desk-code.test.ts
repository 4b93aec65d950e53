import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'

const root = path.resolve(import.meta.dirname, '../..')

/** Lines of the product's own code that match. */
function linesWith(parts: string, pattern: RegExp): string[] {
  const folders = parts.split(',').map((part) => `${part}/**/*.{ts,tsx}`)
  const files = globSync(folders, { cwd: root }).filter(
    (file) => !/(?:^|[\\/])testing[\\/]|\.test\.tsx?$/.test(file),
  )
  expect(files.length).toBeGreaterThan(0)
  return files.flatMap((file) =>
    readFileSync(path.join(root, file), 'utf8')
      .split('\n')
      .filter((line) => pattern.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  )
}

it('nothing turns a protection of Chromium off, or takes a certificate that it refuses', () => {
  expect(
    linesWith(
      'main,preload,scripts/electron/loader',
      /certificate-error|ignore-certificate-errors|rejectUnauthorized|NODE_TLS_REJECT|webSecurity: false|allowRunningInsecureContent: true|experimentalFeatures: true|enableBlinkFeatures|webviewTag: true|nodeIntegration: true|contextIsolation: false|sandbox: false|disable-web-security|no-sandbox/,
    ),
  ).toEqual([])
})

it('one place has a word in what Chromium says of a certificate, and can only refuse more', () => {
  expect(linesWith('main,preload,scripts/electron/loader', /CertificateVerifyProc/)).toEqual([
    'main/shell/system-fetch.ts: own.setCertificateVerifyProc((request, answer) => answer(pinVerdict(request, ca)))',
  ])
})

it('nothing of a page is opened by the system: the folder of the log is', () => {
  expect(linesWith('main,preload', /openExternal|shell\.openPath/)).toEqual([
    'main/shell/commands.ts: const problem = await shell.openPath(logFolder)',
  ])
})

it('the screen knows nothing of Electron or Node', () => {
  expect(linesWith('renderer', /from ['"](?:electron|node:[^'"]+)['"]|dangerouslySetInnerHTML/)).toEqual([])
})
