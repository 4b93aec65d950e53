import { afterEach, beforeEach, expect, it } from 'vitest'
import { deskFor, until } from './testing/desk.ts'
import type { Desk } from './testing/desk.ts'
import { scriptedServer } from './testing/scripted-server.ts'
import type { ScriptedServer } from './testing/scripted-server.ts'

let server: ScriptedServer
let desk: Desk
beforeEach(async () => {
  server = await scriptedServer()
  server.publish(5, false)
  desk = deskFor(server, { cursor: null })
})
afterEach(async () => {
  await desk.connection.stop()
  await server.stop()
})

const snapshots = () => desk.sink.calls.filter((call) => call.startsWith('snapshot'))

/** Other events under the same numbers, and more of them than the desk has seen. */
function restore(): void {
  server.epoch = 'second'
  server.log.length = 0
  server.publish(8, false)
}

it('a stream to a server that was restored from a backup begins with a snapshot, though its log has grown past the cursor (injected clock)', async () => {
  desk.connection.start()
  await desk.reaches('live')
  await until(() => expect(desk.sink.cursor()).toBe(5))
  restore()
  desk.connection.wake('network')
  await until(() => expect(snapshots()).toEqual(['snapshot 5', 'snapshot 8']))
  expect(desk.sink.epoch()).toBe('second')
  expect(desk.sink.applied).toEqual([])
  desk.connection.wake('network')
  await desk.reaches('live')
  server.publish()
  await until(() => expect(desk.sink.cursor()).toBe(9))
  expect(snapshots()).toHaveLength(2)
})

it('a poll of it does, too (injected clock)', async () => {
  desk.connection.setRealTime(false)
  desk.connection.start()
  await desk.reaches('polling')
  await until(() => expect(desk.sink.cursor()).toBe(5))
  restore()
  desk.timers.advance(120_000)
  await until(() => expect(snapshots()).toEqual(['snapshot 5', 'snapshot 8']))
})
