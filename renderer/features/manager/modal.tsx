import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { useDesk } from '../../store/desk-store.ts'
import { useEffect } from 'react'
import { Dialog } from '../../ui/dialog.tsx'

interface ModalProps {
  title: string
  onClose: () => void
  children: ReactNode
}

/** A dialog of a manager's screen: it lies over the whole window, and what is below takes no focus meanwhile. */
export function Modal({ title, onClose, children }: ModalProps) {
  useEffect(() => {
    useDesk.getState().cover(true)
    return () => useDesk.getState().cover(false)
  }, [])
  return createPortal(
    <Dialog title={title} onClose={onClose}>
      {children}
    </Dialog>,
    document.getElementById('root') ?? document.body,
  )
}
