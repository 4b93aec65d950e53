import { useCallback, useEffect, useRef, useState } from 'react'

/**
 * Whether nobody has touched the desk for so many minutes; 0: never idle. A touch, a key or `stir` wakes it.
 */
export function useIdle(minutes: number): { idle: boolean; stir: () => void } {
  const [idle, setIdle] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const stir = useCallback(() => {
    clearTimeout(timer.current)
    setIdle(false)
    if (minutes > 0) timer.current = setTimeout(() => setIdle(true), minutes * 60_000)
  }, [minutes])

  useEffect(() => {
    stir()
    // Registered before the keyboard scanner, which keeps its keys from whoever comes after it.
    const events = ['pointerdown', 'pointermove', 'keydown'] as const
    for (const name of events) window.addEventListener(name, stir, { capture: true, passive: true })
    return () => {
      clearTimeout(timer.current)
      for (const name of events) window.removeEventListener(name, stir, { capture: true })
    }
  }, [stir])

  return { idle, stir }
}
