import i18next from 'i18next'
import { useEffect, useState } from 'react'
import { readJson } from '../../../contract/json.ts'
import type { Panel } from '../../../contract/ipc-panel.ts'

/** What the panel shows, as main tells it; `null` until it has. The page speaks main's language. */
export function usePanel(): Panel | null {
  const [panel, setPanel] = useState<Panel | null>(null)
  useEffect(() => {
    let told = false
    const stop = window.desk.onPush((pushes) => {
      for (const push of readJson(pushes)) {
        if (push.kind !== 'panel') continue
        told = true
        setPanel(push.panel)
      }
    })
    void window.desk.getPanel().then((first) => {
      if (!told) setPanel(first)
    })
    return stop
  }, [])
  const theme = panel?.theme
  useEffect(() => {
    const { dataset } = document.documentElement
    if (theme === 'light' || theme === 'dark') dataset.theme = theme
    else delete dataset.theme
  }, [theme])
  const textSize = panel?.textSize
  useEffect(() => {
    if (textSize !== undefined) document.documentElement.style.fontSize = `${textSize}%`
  }, [textSize])
  const language = panel?.language
  useEffect(() => {
    if (language === undefined) return
    document.documentElement.lang = language
    void i18next.changeLanguage(language)
  }, [language])
  return panel
}
