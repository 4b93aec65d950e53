import type { Sight } from '../../contract/sight.ts'
import { useDesk } from './desk-store.ts'

/** A message for each key would be in the way of the keys. */
const typingPauseMs = 300

/** Tells what the host sees, whenever it is something else; what is being typed, once the typing pauses. */
export function tellSight(tell: (sight: Sight) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const tellNow = (): void => tell(sightOf(useDesk.getState()))
  const stop = useDesk.subscribe((desk, before) => {
    const typed = desk.query !== before.query
    if (!typed && isSame(desk, before)) return
    clearTimeout(timer)
    if (typed) timer = setTimeout(tellNow, typingPauseMs)
    else tellNow()
  })
  return () => {
    clearTimeout(timer)
    stop()
  }
}

function sightOf({ screen, settingsSection, view, filter, query, openGuestId, scanMode }: Sight): Sight {
  return { screen, settingsSection, view, filter, query, openGuestId, scanMode }
}

/** Whether the same is seen, apart from what is typed. */
function isSame(a: Sight, b: Sight): boolean {
  return (
    a.screen === b.screen &&
    a.settingsSection === b.settingsSection &&
    a.view === b.view &&
    a.filter === b.filter &&
    a.openGuestId === b.openGuestId &&
    a.scanMode === b.scanMode
  )
}
