import { useEffect, useState } from 'react'
import type { GuestRecord } from '../../../contract/ipc.ts'
import { answered } from '../../answered.ts'
import { useDesk } from '../../store/desk-store.ts'

/** What main knows of a guest besides the row, asked again when something has happened to it. `null` until it comes. */
export function useGuestRecord(id: string): GuestRecord | null {
  const reservation = useDesk((desk) => desk.byId.get(id))
  // Its event may come after the answer that has brought the row already.
  const waiting = useDesk((desk) => desk.outbox)
  const heard = useDesk((desk) => desk.heardOf.get(id) ?? 0)
  const [record, setRecord] = useState<GuestRecord | null>(null)
  useEffect(() => {
    let here = true
    void answered(window.desk.getGuest({ id })).then((answer) => {
      if (here && answer.ok) setRecord(answer.value)
    })
    return () => {
      here = false
    }
  }, [id, reservation, waiting, heard])
  return record
}
