import { useEffect, useEffectEvent } from 'react'

/**
 * Closes a dialog when what it is about is gone, by another desk or with the day: the desk behind it would stay out of
 * reach with nothing to be seen over it.
 */
export function useClosedWithout(subject: object | null | undefined, close: () => void): void {
  const gone = subject === null || subject === undefined
  const onGone = useEffectEvent(close)
  useEffect(() => {
    if (gone) onGone()
  }, [gone])
}
