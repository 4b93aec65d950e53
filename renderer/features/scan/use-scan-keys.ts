import { useEffect } from 'react'
import { useDesk } from '../../store/desk-store.ts'

/** The id of the field in which a code is typed. */
export const typedCodeId = 'typed-code'

/** F8 changes between admitting and looking up, F9 goes to the field for a code: keys that no scanner types. */
export function useScanKeys(): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return
      const { scanMode, setScanMode, dialog } = useDesk.getState()
      if (event.key === 'F8') setScanMode(scanMode === 'admit' ? 'look-up' : 'admit')
      else if (event.key === 'F9' && dialog === null) document.getElementById(typedCodeId)?.focus()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}
