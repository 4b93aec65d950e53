import { connect, type Socket } from 'node:net'
import { percentile } from '../statistics.ts'
import { nowMs, type ClientAnswer, type ClientAsk, type Received } from './messages.ts'

/** The desks: plain sockets that note when each event came, and whether one was missing or came twice. */
interface Desk {
  socket: Socket
  rest: string
  /** The number of the last event. */
  last: number
  begun: boolean
}

let desks: Desk[] = []
let counting = Number.POSITIVE_INFINITY
let lost = 0
let doubled = 0
let lastAt = 0
let seqs: number[] = []
let times: number[] = []

const say = (answer: ClientAnswer): void => void process.send?.(answer)
process.on('disconnect', () => process.exit(0))
process.on('message', (message) => {
  void answer(message as ClientAsk).then(say)
})

async function answer(ask: ClientAsk): Promise<ClientAnswer> {
  if (ask.do === 'open') return { do: 'opened', begunAt: await open(ask) }
  if (ask.do === 'expect') {
    expect(ask.after)
    return { do: 'expected' }
  }
  if (ask.do === 'received') return received(ask)
  const gone = desks.map(({ socket }) => new Promise((resolve) => socket.once('close', resolve).destroy()))
  await Promise.all(gone)
  desks = []
  return { do: 'closed' }
}

function expect(after: number): void {
  counting = after
  lost = 0
  doubled = 0
  lastAt = 0
  seqs = []
  times = []
  for (const desk of desks) desk.last = after
}

async function open(ask: Extract<ClientAsk, { do: 'open' }>): Promise<number> {
  const begunAt = nowMs()
  if (ask.after !== null) expect(ask.after)
  const first = desks.length
  let next = first
  const one = async (): Promise<void> => {
    while (next < first + ask.streams) {
      const index = next++
      await openOne(ask, index)
    }
  }
  await Promise.all(Array.from({ length: Math.min(ask.atOnce, ask.streams) }, one))
  return begunAt
}

function openOne(ask: Extract<ClientAsk, { do: 'open' }>, index: number): Promise<void> {
  const token = ask.tokens?.[index]
  const headers = [
    `GET ${ask.path} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Accept: text/event-stream',
    ...(token === undefined ? [] : [`Authorization: Bearer ${token}`]),
    ...(ask.after === null ? [] : [`Last-Event-ID: ${ask.after}`]),
  ]
  return new Promise((resolve, reject) => {
    const socket = connect(ask.port, '127.0.0.1')
    const desk: Desk = { socket, rest: '', last: ask.after ?? 0, begun: false }
    desks.push(desk)
    socket.setEncoding('latin1')
    socket.on('error', reject)
    socket.on('data', (text: string) => {
      if (!desk.begun) {
        if (!text.startsWith('HTTP/1.1 200')) {
          reject(new Error(`the server answered: ${text.slice(0, 300)}`))
          return
        }
        desk.begun = true
        resolve()
      }
      take(desk, text)
    })
    socket.write(`${headers.join('\r\n')}\r\n\r\n`)
  })
}

/** Reads the ids of the events in what came. Chunk sizes, headers and comments are passed over; ids are looked for at line starts. */
function take(desk: Desk, chunk: string): void {
  const text = desk.rest + chunk
  const at = nowMs()
  let position = 0
  for (;;) {
    const start = text.indexOf('\nid:', position)
    if (start < 0) break
    // All of the frame has to be there before it counts.
    const end = text.indexOf('\n\n', start)
    if (end < 0) {
      desk.rest = text.slice(start)
      return
    }
    note(desk, Number.parseInt(text.slice(start + 4, start + 17), 10), at)
    // The next frame's line starts after this one's last line end.
    position = end + 1
  }
  // A split "id:" would be lost with what is thrown away.
  desk.rest = text.slice(Math.max(position, text.length - 3))
}

function note(desk: Desk, seq: number, at: number): void {
  if (!(seq > counting)) {
    // Counted where counting has begun: before, it is of an earlier round.
    if (Number.isFinite(counting)) doubled += 1
    return
  }
  if (seq <= desk.last) doubled += 1
  else {
    lost += seq - desk.last - 1
    desk.last = seq
  }
  lastAt = at
  seqs.push(seq)
  times.push(at)
}

async function received(ask: Extract<ClientAsk, { do: 'received' }>): Promise<Received> {
  let quiet = 0
  let before = -1
  while (desks.some(({ last }) => last < ask.last) && quiet < 200) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    quiet = before === times.length ? quiet + 1 : 0
    before = times.length
  }
  for (const { last } of desks) lost += Math.max(0, ask.last - last)
  const late = times.map((at, index) => at - (ask.at[(seqs[index] ?? 0) - ask.first] ?? Number.NaN))
  late.sort((a, b) => a - b)
  return { do: 'received', lost, doubled, lastAt, p50: percentile(late, 0.5), p99: percentile(late, 0.99) }
}
