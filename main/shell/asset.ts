import path from 'node:path'
import { host, scheme } from './origin.ts'

/** Text types carry a charset: Chromium would guess one. */
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.wav': 'audio/wav',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
}

export function mimeType(file: string): string {
  return types[path.extname(file).toLowerCase()] ?? 'application/octet-stream'
}

/**
 * The file that an `app://desk/…` address names, or `undefined` where it names none inside `folder`:
 * another host, a way out of the folder, an address that cannot be decoded.
 */
export function assetPath(folder: string, address: string): string | undefined {
  if (!URL.canParse(address)) return undefined
  const url = new URL(address)
  if (url.protocol !== `${scheme}:` || url.host !== host) return undefined
  const name = decoded(url.pathname)
  // A backslash separates folders on Windows; NUL ends a name for the system below.
  if (name === undefined || /[\\\0]/.test(name)) return undefined
  const file = path.join(folder, name === '/' ? 'index.html' : name)
  const relative = path.relative(folder, file)
  return relative === '' || relative.startsWith('..') || path.isAbsolute(relative) ? undefined : file
}

function decoded(pathname: string): string | undefined {
  try {
    return decodeURIComponent(pathname)
  } catch {
    return undefined
  }
}
