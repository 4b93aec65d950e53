import { useEffect, useSyncExternalStore } from 'react'
import { useDesk } from '../../store/desk-store.ts'

const dark = () => matchMedia('(prefers-color-scheme: dark)')

function watchSystem(listener: () => void): () => void {
  const query = dark()
  query.addEventListener('change', listener)
  return () => query.removeEventListener('change', listener)
}

/** The theme in use: the one that was chosen, else the system's. */
export function useThemeName(): 'light' | 'dark' {
  const chosen = useDesk((desk) => desk.settings.theme)
  const system = useSyncExternalStore(watchSystem, () => (dark().matches ? 'dark' : 'light'))
  return chosen === 'system' ? system : chosen
}

/** Puts theme, density and text size on the page: every size is told in rem, so that all of it grows. */
export function useLook(): void {
  const theme = useThemeName()
  const density = useDesk((desk) => desk.settings.density)
  const textSize = useDesk((desk) => desk.settings.textSize)
  useEffect(() => {
    const root = document.documentElement
    root.dataset.theme = theme
    root.dataset.density = density
    root.style.fontSize = `${textSize}%`
  }, [theme, density, textSize])
}
