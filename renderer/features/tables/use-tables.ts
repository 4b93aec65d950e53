import { paceOf } from '../../../contract/stay.ts'
import { useMinute } from '../../clock.ts'
import type { Desk } from '../../store/desk-store.ts'
import { useDesk } from '../../store/desk-store.ts'
import { keepSame, tablesNow } from './occupancy.ts'
import type { AreaNow } from './occupancy.ts'

export interface Floor {
  areas: readonly AreaNow[]
  /** How long parties stay tonight, beside how long they mostly do. */
  pace: number
}

let last: (Pick<Desk, 'byId' | 'venue'> & { minute: number; floor: Floor }) | undefined

/** The tables of the evening, worked out once for the same rows and minute. */
export function floorOf({ byId, venue }: Pick<Desk, 'byId' | 'venue'>, minute: number): Floor {
  if (last?.byId === byId && last.venue === venue && last.minute === minute) return last.floor
  const pace = paceOf(byId.values())
  const next = tablesNow(byId.values(), venue?.areas ?? [], minute, pace)
  const areas = keepSame(last?.floor.areas ?? [], next)
  const same = last?.floor.areas === areas && last.floor.pace === pace
  const floor = same && last ? last.floor : { areas, pace }
  last = { byId, venue, minute, floor }
  return floor
}

/** The tables as they are now. */
export function useFloor(): Floor {
  const minute = useMinute()
  return useDesk((desk) => floorOf(desk, minute))
}
