import { useEffect } from 'react'
import { useDesk } from '../../store/desk-store.ts'

/** Tells main while something is open or half typed that a restart of the app would take away. */
export function useBusy(): void {
  const busy = useDesk(
    ({ dialog, covers, editing, unsaved }) => dialog !== null || covers > 0 || editing || unsaved,
  )
  useEffect(() => {
    void window.desk.screenBusy({ busy })
  }, [busy])
}
