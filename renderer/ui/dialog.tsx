import './dialog.css'
import { X } from 'lucide-react'
import { useEffect, useId, useRef } from 'react'
import type { ReactNode } from 'react'
import { useT } from '../i18n/use-t.ts'
import { IconButton } from './button.tsx'
import { useEscape } from './escape.ts'

interface DialogProps {
  title: string
  onClose: () => void
  children: ReactNode
}

/**
 * A dialog over the desk. It is not `<dialog>.showModal()`: that would make the verdict of a scan, which must stay
 * above it and in reach, part of what is inert. The desk behind is `inert` instead (see app.tsx), which keeps the
 * focus in. It goes to the first field, and back to where it was.
 */
export function Dialog({ title, onClose, children }: DialogProps) {
  const t = useT()
  const titleId = useId()
  const panel = useRef<HTMLDivElement>(null)
  useEscape('dialog', true, onClose)

  useEffect(() => {
    const before = document.activeElement
    const first = panel.current?.querySelector<HTMLElement>('[autofocus], input, select, textarea')
    ;(first ?? panel.current)?.focus()
    return () => {
      // The desk is inert until this dialog is gone.
      requestAnimationFrame(() => {
        if (before instanceof HTMLElement && document.activeElement === document.body) before.focus()
      })
    }
  }, [])

  return (
    <div className="dialog-scrim" onMouseDown={(event) => event.target === event.currentTarget && onClose()}>
      <div
        ref={panel}
        className="dialog"
        role="dialog"
        aria-modal="true"
        aria-labelledby={titleId}
        tabIndex={-1}
      >
        <header className="dialog-head">
          <h2 id={titleId}>{title}</h2>
          <IconButton label={t('app.close')} onClick={onClose}>
            <X />
          </IconButton>
        </header>
        {children}
      </div>
    </div>
  )
}
