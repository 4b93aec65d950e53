import { useState } from 'react'
import type { PairedDevice } from '../../../contract/identity.ts'
import { answered } from '../../answered.ts'
import { sayProblem } from '../../i18n/say-problem.ts'
import { useT } from '../../i18n/use-t.ts'
import { Button } from '../../ui/button.tsx'
import { Modal } from '../shell/modal.tsx'

interface RevokeDialogProps {
  device: PairedDevice
  onDone: () => Promise<void>
  onClose: () => void
}

/** Asks before a desk loses its access: what it has not sent is lost with it. */
export function RevokeDialog({ device, onDone, onClose }: RevokeDialogProps) {
  const t = useT()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  async function revoke(): Promise<void> {
    setBusy(true)
    const answer = await answered(window.desk.revokeDevice({ id: device.id }))
    setBusy(false)
    if (answer.ok) {
      await onDone()
      onClose()
    } else setProblem(answer.problem.code)
  }

  return (
    <Modal title={t('desks.revokeTitle', { name: device.name })} onClose={onClose}>
      <div className="dialog-body">
        <p>{t('desks.revokeText')}</p>
        {problem !== null && (
          <p className="field-error" role="alert">
            {sayProblem(problem)}
          </p>
        )}
      </div>
      <footer className="dialog-foot">
        <Button onClick={onClose}>{t('app.cancel')}</Button>
        <Button look="danger" disabled={busy} onClick={() => void revoke()}>
          {t('desks.revoke')}
        </Button>
      </footer>
    </Modal>
  )
}
