import './notices.css'
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '../../ui/button.tsx'

interface NoticeProps {
  about: 'file' | 'stopped' | 'trust' | 'versions' | 'edits' | 'dispute' | 'not-sent' | 'clock'
  tone: 'red' | 'amber'
  action?: string
  onAct?: () => void
  children: ReactNode
}

/** One thing that stays true until somebody does something about it. */
export function Notice({ about, tone, action, onAct, children }: NoticeProps) {
  return (
    <div className="notice" data-about={about} data-tone={tone} role="status">
      <TriangleAlert aria-hidden />
      <p>{children}</p>
      {action !== undefined && <Button onClick={onAct}>{action}</Button>}
    </div>
  )
}
