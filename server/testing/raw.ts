import { connect } from 'node:net'
import { once } from 'node:events'

/** Sends bytes over a bare socket and gives all that came back until the server closed, or until `done` is satisfied. */
export async function raw(url: string, text: string, done?: (answer: string) => boolean): Promise<string> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  let answer = ''
  socket.setEncoding('latin1')
  socket.on('data', (chunk: string) => {
    answer += chunk
    if (done?.(answer) === true) socket.destroy()
  })
  // A server that cuts the connection is an answer too.
  socket.on('error', () => undefined)
  socket.write(text)
  await once(socket, 'close')
  return answer
}

/** One request as it goes over the wire; the server closes afterwards. */
export function rawGet(path: string, token: string, headers: Record<string, string> = {}): string {
  const lines = Object.entries({ host: 'x', authorization: `Bearer ${token}`, ...headers })
  return `GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
}
