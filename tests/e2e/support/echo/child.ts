/** Stands where the store stands, without SQLite: says what it was asked, and which process it is. */
process.parentPort.on('message', ({ data }: { data: { id: number; body: unknown } }) => {
  process.parentPort.postMessage({
    kind: 'value',
    id: data.id,
    value: { body: data.body, pid: process.pid, args: process.argv.slice(2) },
  })
})
process.parentPort.postMessage({ kind: 'ready', info: null })
