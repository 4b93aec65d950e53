import './no-eval.ts'
import '@fontsource-variable/atkinson-hyperlegible-next'
import './styles/tokens.css'
import './styles/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { listenForKeys } from './commands/keys.ts'
import { runOf } from './commands/registry.ts'
import { announceActivity } from './features/toasts/announce.tsx'
import { watchRealTime } from './features/toasts/real-time.tsx'
import { keepFocus } from './focus.ts'
import { startI18n } from './i18n/i18n.ts'
import { keepSearchReady } from './search/ready.ts'
import { refuseSecondPresses } from './second-press.ts'
import { connectBridge } from './store/bridge.ts'
import { tellSight } from './store/sight.ts'

startI18n()
// Before anything else hears keys: see commands/keys.ts.
listenForKeys(window, { find: runOf })
connectBridge(window.desk, announceActivity)
tellSight((sight) => void window.desk.keepSight(sight))
watchRealTime()
keepFocus(document)
refuseSecondPresses(window)
keepSearchReady()

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root to show the desk in')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
