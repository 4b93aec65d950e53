import './keyring-note.css'
import { KeyRound } from 'lucide-react'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { useAbout } from './use-about.ts'

/** On a computer without a keyring: what that means, and what to do. One that is only locked is told of by a notice. */
export function KeyringNote() {
  const t = useT()
  const about = useAbout()
  const isAway = useDesk((desk) => desk.storeTrouble === 'keyring_away')
  if (about?.keysIn !== 'file' || isAway) return null
  return (
    <div className="keyring-note" role="note" data-testid="no-keyring">
      <KeyRound aria-hidden />
      <div>
        <strong>{t('settings.noKeyring')}</strong>
        <p>{t('settings.noKeyringText')}</p>
      </div>
    </div>
  )
}
