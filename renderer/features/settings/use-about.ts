import { useEffect, useState } from 'react'
import type { About } from '../../../contract/shell.ts'

/** What runs here; nothing before main has said it. */
export function useAbout(): About | undefined {
  const [about, setAbout] = useState<About>()
  useEffect(() => {
    void window.desk.about().then(setAbout)
  }, [])
  return about
}
