import { useEffect } from 'react'
import type { ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { useDesk } from '../../store/desk-store.ts'
import { Dialog } from '../../ui/dialog.tsx'

interface ModalProps {
  title: string
  onClose: () => void
  children: ReactNode
}

/** A dialog over the whole window, also over another dialog. What is below takes no focus meanwhile. */
export function Modal({ title, onClose, children }: ModalProps) {
  useEffect(() => useDesk.getState().cover(), [])
  return createPortal(
    <Dialog title={title} onClose={onClose}>
      {children}
    </Dialog>,
    document.getElementById('root') ?? document.body,
  )
}
