import './pairing-page.css'
import { ConciergeBell } from 'lucide-react'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Dialog } from '../../ui/dialog.tsx'
import { StoreNotice } from '../shell/store-notice.tsx'
import { PairingForm } from './pairing-form.tsx'

/** The first thing that a new desk shows. */
export function PairingPage() {
  const t = useT()
  return (
    <main className="pairing">
      <div className="pairing-box">
        <span className="pairing-brand">
          <ConciergeBell aria-hidden size="1.75rem" />
        </span>
        <h1>{t('pairing.title')}</h1>
        <StoreNotice />
        <PairingForm />
      </div>
    </main>
  )
}

/** The same over a desk that was paired once. */
export function PairingDialog() {
  const t = useT()
  const close = () => useDesk.getState().openDialog(null)
  return (
    <Dialog title={t('pairing.title')} onClose={close}>
      <div className="dialog-body">
        <PairingForm onPaired={close} />
      </div>
    </Dialog>
  )
}
