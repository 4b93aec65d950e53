import { useCallback, useEffect, useRef, useState } from 'react'

/** What says that somebody is there. */
const signs = ['pointerdown', 'pointermove', 'keydown'] as const

/**
 * Whether nobody has touched the desk for so many minutes; 0: never idle. A touch, a key or `stir` wakes it.
 */
export function useIdle(minutes: number): { idle: boolean; stir: () => void } {
  const [idle, setIdle] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const wind = useCallback(() => {
    clearTimeout(timer.current)
    if (minutes > 0) timer.current = setTimeout(() => setIdle(true), minutes * 60_000)
  }, [minutes])
  const stir = useCallback(() => {
    setIdle(false)
    wind()
  }, [wind])

  useEffect(() => {
    wind()
    // Registered before the keyboard scanner, which keeps its keys from whoever comes after it.
    for (const sign of signs) window.addEventListener(sign, stir, { capture: true, passive: true })
    return () => {
      clearTimeout(timer.current)
      for (const sign of signs) window.removeEventListener(sign, stir, { capture: true })
    }
  }, [wind, stir])

  return { idle: idle && minutes > 0, stir }
}
