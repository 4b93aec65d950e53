import './manager-screen.css'
import { CloudOff, RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { sayProblem } from '../../i18n/say-problem.ts'
import { useT } from '../../i18n/use-t.ts'
import { Button } from '../../ui/button.tsx'

interface ManagerScreenProps {
  title: string
  /** One sentence below the title. */
  text?: ReactNode
  /** What can be done here, at the right of the title. */
  actions?: ReactNode
  children: ReactNode
}

/** The frame of a manager's screen: its name, what can be done, and the screen itself. */
export function ManagerScreen({ title, text, actions, children }: ManagerScreenProps) {
  return (
    <main className="manager">
      <header className="manager-head">
        <div>
          <h2 tabIndex={-1}>{title}</h2>
          {text !== undefined && <p>{text}</p>}
        </div>
        {actions !== undefined && <div className="manager-actions">{actions}</div>}
      </header>
      {children}
    </main>
  )
}

interface TroubleProps {
  code: string
  /** Whether something is shown all the same, as it was a moment ago. */
  stale: boolean
  onRetry: () => void
}

/** Why the server's word is missing, and how to ask again. */
export function Trouble({ code, stale, onRetry }: TroubleProps) {
  const t = useT()
  return (
    <div className={stale ? 'trouble' : 'trouble trouble-alone'} role="alert">
      <CloudOff aria-hidden size={stale ? '1.25rem' : '2.5rem'} />
      <p>
        {sayProblem(code)} {stale && t('manager.stale')}
      </p>
      <Button icon={<RotateCw aria-hidden />} onClick={onRetry}>
        {t('manager.retry')}
      </Button>
    </div>
  )
}

/** Lines where something will stand in a moment. */
export function Waiting({ label }: { label: string }) {
  return (
    <div className="arrivals-loading" role="status">
      <span className="hidden-visually">{label}</span>
      {Array.from({ length: 5 }, (_, index) => (
        <span key={index} className="skeleton" aria-hidden />
      ))}
    </div>
  )
}
