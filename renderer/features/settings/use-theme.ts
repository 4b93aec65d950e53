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

/** Puts the theme on the page. */
export function useTheme(): void {
  const theme = useThemeName()
  useEffect(() => {
    document.documentElement.dataset.theme = theme
  }, [theme])
}
