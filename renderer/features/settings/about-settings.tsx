import './about-settings.css'
import { Copy, FolderOpen } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { ReactNode } from 'react'
import type { CommandOutput } from '../../../contract/ipc.ts'
import { answered } from '../../answered.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { showProblem } from '../toasts/show-problem.tsx'
import { Licences } from './licences.tsx'
import { useAbout } from './use-about.ts'
import { UpdateSettings } from './update-settings.tsx'

/** What runs here, and what helps whoever helps from afar. */
export function AboutSettings() {
  const t = useT()
  const about = useAbout()
  const kiosk = useDesk((desk) => desk.settings.kiosk)
  /** Not known before the server was asked. */
  const [server, setServer] = useState<CommandOutput<'serverVersion'>>()
  useEffect(() => {
    void window.desk.serverVersion().then(setServer)
  }, [])
  return (
    <>
      <dl className="about-facts">
        {about && (
          <>
            <Fact name={t('about.app')}>
              {t('about.appVersion', { version: about.app, protocol: about.protocol })}
            </Fact>
            <Fact name={t('about.server')}>
              {server === null && t('about.serverUnknown')}
              {server && t('about.serverVersion', server)}
            </Fact>
            <Fact name={t('about.electron')}>{about.electron}</Fact>
            <Fact name={t('about.chromium')}>{about.chromium}</Fact>
            <Fact name={t('about.system')}>{about.system}</Fact>
            <Fact name={t('about.keysIn')}>{t(`about.${about.keysIn}`)}</Fact>
            {about.ca !== null && (
              <Fact name={t('about.ca')}>
                <span className="about-path">{about.ca}</span>
              </Fact>
            )}
          </>
        )}
      </dl>
      <UpdateSettings />
      <div className="settings-row settings-rule">
        <div>
          <strong>{t('about.logs')}</strong>
          <p className="dialog-text about-path">{about?.logFolder}</p>
        </div>
        {!kiosk && (
          <Button icon={<FolderOpen aria-hidden />} onClick={() => void openLogFolder()}>
            {t('about.openLogs')}
          </Button>
        )}
      </div>
      <Diagnostics />
      <Licences />
    </>
  )
}

async function openLogFolder(): Promise<void> {
  const answer = await answered(window.desk.openLogFolder())
  if (!answer.ok) showProblem(answer.problem.code)
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Diagnostics() {
  const t = useT()
  const [copied, setCopied] = useState<string>()
  return (
    <>
      <div className="settings-row settings-rule">
        <div>
          <strong>{t('about.diagnostics')}</strong>
          <p className="dialog-text">{t('about.diagnosticsText')}</p>
        </div>
        <Button
          icon={<Copy aria-hidden />}
          onClick={() => void window.desk.copyDiagnostics().then(setCopied)}
        >
          {t('about.copy')}
        </Button>
      </div>
      <p role="status" className="about-copied">
        {copied !== undefined && t('about.copied')}
      </p>
      {copied !== undefined && (
        <textarea
          className="input about-text"
          readOnly
          rows={8}
          aria-label={t('about.copiedLabel')}
          data-testid="diagnostics"
          value={copied}
        />
      )}
    </>
  )
}
