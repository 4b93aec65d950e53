import './no-eval.ts'
import '@fontsource-variable/atkinson-hyperlegible-next'
import './styles/tokens.css'
import './styles/base.css'
import { LucideProvider } from 'lucide-react'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { TrayPanel } from './features/panel/tray-panel.tsx'
import { startI18n } from './i18n/i18n.ts'

startI18n()

const root = document.getElementById('root')
if (!root) throw new Error('panel.html has no #root to show the panel in')
createRoot(root).render(
  <StrictMode>
    <LucideProvider strokeWidth={1.75}>
      <TrayPanel />
    </LucideProvider>
  </StrictMode>,
)
