import { useEffect, useState } from 'react'
import type { DeskEvent } from '../../../contract/events.ts'
import type { PastDay } from '../../../contract/ipc-manager.ts'
import { answered } from '../../answered.ts'
import { currentTime } from '../../clock.ts'
import { timelineOf } from './timeline.ts'
import type { Timeline } from './timeline.ts'

export type DayLog =
  /** How many events have been fetched. */
  | { state: 'loading'; events: number }
  | { state: 'failed'; code: string }
  | { state: 'ready'; day: PastDay; timeline: Timeline }

const begun: DayLog = { state: 'loading', events: 0 }

/** Fetches a day of the log: its list when it began, then page after page of what happened until it ended. */
export function useDayLog(day: string): { log: DayLog; again: () => void } {
  const [request, setRequest] = useState({ day, times: 0 })
  const [log, setLog] = useState<DayLog>(begun)
  // Another day is another request: what was fetched for the one before is not shown under its name.
  if (request.day !== day) {
    setRequest({ day, times: 0 })
    setLog(begun)
  }

  useEffect(() => {
    let open = true
    const tell = (next: DayLog) => {
      if (open) setLog(next)
    }
    void fetchDay(request.day, tell, () => open)
    return () => {
      open = false
    }
  }, [request])

  return {
    log,
    again: () => {
      setLog(begun)
      setRequest(({ times }) => ({ day, times: times + 1 }))
    },
  }
}

async function fetchDay(day: string, tell: (log: DayLog) => void, wanted: () => boolean): Promise<void> {
  const start = await answered(window.desk.pastDay({ day }))
  if (!start.ok) {
    tell({ state: 'failed', code: start.problem.code })
    return
  }
  const { to, cursor } = start.value
  const events: DeskEvent[] = []
  let since = cursor
  let more = true
  while (more && wanted()) {
    const page = await answered(window.desk.pastEvents({ since }))
    if (!page.ok) {
      tell({ state: 'failed', code: page.problem.code })
      return
    }
    const ofDay = page.value.events.filter((event) => event.at < to)
    events.push(...ofDay)
    // The log is in the order of time: what comes after the day's end is another day's.
    more = page.value.more && ofDay.length === page.value.events.length
    since = page.value.cursor
    tell({ state: 'loading', events: events.length })
  }
  tell({ state: 'ready', day: start.value, timeline: timelineOf(start.value, events, currentTime()) })
}
