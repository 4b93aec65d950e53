import { expect, it } from 'vitest'
import type { DeskEvent } from '../../contract/events.ts'
import type { ScanOutcome } from '../../contract/scan.ts'
import { at, reservationOf, uuidOf } from '../../main/testing/records.ts'
import { judge } from './judge.ts'
import type { Told } from './told.ts'

const actor = { kind: 'device', id: 'desk-1', name: 'Puesto 1' } as const
const row = (arrivedCount: number) => reservationOf({ index: 1, arrivedCount })

function scanned(
  seq: number,
  scan: number,
  outcome: ScanOutcome,
  type: 'qr-scanned' | 'scan-conflict' = 'qr-scanned',
): DeskEvent {
  return {
    seq,
    businessId: 1,
    at,
    actor,
    type,
    reservation: row(1),
    scan: {
      scanId: uuidOf(scan),
      reservationId: uuidOf(1),
      outcome,
      people: 1,
      scannedAt: at,
      recordedAt: at,
      deviceId: 'desk-1',
      deviceName: 'Puesto 1',
    },
  }
}

const admitted = (scan: number): Told => ({ kind: 'admitted', desk: 'Puesto 1', scanId: uuidOf(scan) })

function verdict(log: DeskEvent[], told: Told[], arrived: number) {
  const { lost, doubled, conflicts } = judge({ log, told, list: [row(arrived)], desks: new Map() })
  return { lost, doubled, conflicts }
}

it('a guest who was told “admitted” is in the log, or lost', () => {
  expect(verdict([scanned(1, 7, 'admitted')], [admitted(7)], 1)).toEqual({
    lost: 0,
    doubled: 0,
    conflicts: 0,
  })
  expect(verdict([scanned(1, 7, 'admitted')], [admitted(7), admitted(8)], 1)).toMatchObject({ lost: 1 })
})

it('one whom the server refused is in a conflict, or lost', () => {
  const log = [scanned(1, 7, 'admitted'), scanned(2, 8, 'duplicate')]
  expect(verdict(log, [admitted(7), admitted(8)], 1)).toMatchObject({ lost: 1 })
  const shown = [...log, scanned(3, 8, 'duplicate', 'scan-conflict')]
  expect(verdict(shown, [admitted(7), admitted(8)], 1)).toEqual({ lost: 0, doubled: 0, conflicts: 1 })
})

it('one who was taken back before anything was sent is not missed', () => {
  const undone: Told = { kind: 'undone', desk: 'Puesto 1', scanId: uuidOf(8) }
  expect(verdict([scanned(1, 7, 'admitted')], [admitted(7), admitted(8), undone], 1)).toMatchObject({
    lost: 0,
  })
})

it('a scan that is in the log twice is doubled, and so are people who are counted and were not scanned', () => {
  expect(verdict([scanned(1, 7, 'admitted'), scanned(2, 7, 'admitted')], [admitted(7)], 1)).toMatchObject({
    doubled: 1,
  })
  expect(verdict([scanned(1, 7, 'admitted')], [admitted(7)], 2)).toMatchObject({ doubled: 1 })
  expect(verdict([scanned(1, 7, 'admitted')], [admitted(7)], 0)).toMatchObject({ lost: 1 })
})
