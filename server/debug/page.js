// A page to try the stream by hand. The token stays in this page; what the server sends is shown as text only.
const byId = (id) => document.getElementById(id)
const kept = 200

let stop = new AbortController()
let counts = { events: 0, heartbeats: 0, reconnects: 0, bytes: 0 }
let lastEventId = ''

byId('form').addEventListener('submit', (event) => {
  event.preventDefault()
  stop.abort()
  stop = new AbortController()
  counts = { events: 0, heartbeats: 0, reconnects: 0, bytes: 0 }
  lastEventId = byId('last').value.trim()
  byId('disconnect').disabled = false
  void run(stop.signal)
})
byId('disconnect').addEventListener('click', () => stop.abort())

/** Connects, and connects again three seconds after the stream has ended, until it is told to stop or refused. */
async function run(signal) {
  while (!signal.aborted) {
    const goesOn = await connect(signal)
    if (!goesOn || signal.aborted) break
    counts.reconnects += 1
    say('waiting 3 s to connect again')
    await new Promise((resolve) => setTimeout(resolve, 3000))
  }
  if (signal === stop.signal) byId('disconnect').disabled = true
  if (signal.aborted && signal === stop.signal) say('not connected')
}

/** One connection. Gives whether it is worth another try. */
async function connect(signal) {
  say('connecting')
  try {
    const response = await fetch(
      `/api/reservas/events?businessId=${encodeURIComponent(byId('business').value)}`,
      {
        signal,
        cache: 'no-store',
        headers: {
          authorization: `Bearer ${byId('token').value.trim()}`,
          ...(lastEventId !== '' && { 'last-event-id': lastEventId }),
        },
      },
    )
    if (!response.ok || response.body === null) {
      show(`${response.status} ${await response.text()}`)
      say(`refused: ${response.status}`)
      return response.status === 503
    }
    say('connected')
    await read(response.body.pipeThrough(new TextDecoderStream()).getReader())
    show('the server ended the stream')
  } catch (error) {
    if (!signal.aborted) show(String(error))
  }
  return true
}

async function read(reader) {
  let text = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    counts.bytes += value.length
    text += value
    const frames = text.split('\n\n')
    text = frames.pop() ?? ''
    for (const frame of frames) take(frame)
    say('connected')
  }
}

function take(frame) {
  const id = /^id: ?(.*)$/m.exec(frame)?.[1]
  if (id !== undefined) lastEventId = id
  if (frame.startsWith(':')) {
    counts.heartbeats += 1
    return
  }
  counts.events += 1
  show(frame)
}

function show(text) {
  const line = document.createElement('li')
  line.textContent = `${new Date().toISOString()}\n${text}`
  const list = byId('frames')
  list.prepend(line)
  while (list.childElementCount > kept) list.lastElementChild.remove()
}

function say(state) {
  byId('state').textContent = state
  for (const [name, count] of Object.entries(counts)) byId(name).textContent = String(count)
}
