import { useState } from 'react'
import type { Licence } from 'virtual:licences'
import { useT } from '../../i18n/use-t.ts'
import { Button } from '../../ui/button.tsx'

/** Whose work is in the app, and under which terms. Read only when it is asked for: it is long. */
export function Licences() {
  const t = useT()
  const [licences, setLicences] = useState<readonly Licence[]>()
  const toggle = async (): Promise<void> =>
    setLicences(licences ? undefined : (await import('virtual:licences')).licences)
  return (
    <>
      <div className="settings-row settings-rule">
        <div>
          <strong>{t('about.licences')}</strong>
          {licences && <p className="dialog-text">{t('about.licencesText', { count: licences.length })}</p>}
        </div>
        <Button aria-expanded={licences !== undefined} onClick={() => void toggle()}>
          {licences ? t('about.hideLicences') : t('about.showLicences')}
        </Button>
      </div>
      {licences && (
        <ul className="licence-list">
          {licences.map(({ name, version, licence, text }) => (
            <li key={`${name} ${version}`}>
              <details>
                <summary>
                  {name} {version} · {licence}
                </summary>
                <pre tabIndex={0}>{text}</pre>
              </details>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
