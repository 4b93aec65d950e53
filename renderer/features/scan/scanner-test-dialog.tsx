import './scanner-test-dialog.css'
import { useEffect, useState } from 'react'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { watchScanners } from '../../scanners/watch.ts'
import type { SeenBurst } from '../../scanners/watch.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { noTrial, withBurst, withKey, withReading } from './scanner-trial.ts'
import type { TrialKey } from './scanner-trial.ts'
import { useSerialWords } from './serial-words.ts'

const names = { us: 'English (US)', es: 'Español', fr: 'Français', de: 'Deutsch' } as const

/** What the scanners send, key by key, and what the desk makes of it. Nothing that is scanned here lets anybody in. */
export function ScannerTestDialog() {
  const t = useT()
  const openDialog = useDesk((desk) => desk.openDialog)
  const [trial, setTrial] = useState(noTrial)
  const serial = useSerialWords()

  useEffect(
    () =>
      watchScanners({
        onKey: (key) => setTrial((now) => withKey(now, key)),
        onBurst: (burst) => setTrial((now) => withBurst(now, burst)),
        onReading: (reading) => setTrial((now) => withReading(now, reading)),
      }),
    [],
  )
  return (
    <Dialog title={t('scannerTest.title')} onClose={() => openDialog(null)}>
      <div className="dialog-body scanner-test" data-testid="scanner-test">
        <p className="dialog-text">{t('scannerTest.text')}</p>
        <p className="dialog-text">
          {t('scannerSettings.serial')}: {serial}
        </p>
        {trial.burst && <Opinion burst={trial.burst} />}
        <Advice prefix={trial.prefix} suffix={trial.suffix} />
        <section aria-labelledby="scanner-test-texts">
          <h3 id="scanner-test-texts">{t('scannerTest.texts')}</h3>
          <div role="log">
            {trial.readings.length === 0 ? (
              <p className="dialog-text">{t('scannerTest.textsNone')}</p>
            ) : (
              <ul className="scanner-test-texts">
                {trial.readings.map(({ text, source, at }) => (
                  <li key={`${at} ${text}`} data-testid="scanner-test-reading">
                    <strong>{t(`scannerTest.source.${source}`)}</strong> <code>{text}</code>
                  </li>
                ))}
              </ul>
            )}
          </div>
        </section>
        <section aria-labelledby="scanner-test-keys">
          <h3 id="scanner-test-keys">{t('scannerTest.keys')}</h3>
          <Keys keys={trial.keys} />
        </section>
      </div>
      <footer className="dialog-foot">
        <Button onClick={() => setTrial(noTrial)}>{t('scannerTest.clear')}</Button>
      </footer>
    </Dialog>
  )
}

function Opinion({ burst }: { burst: SeenBurst }) {
  const t = useT()
  const { taken, reason, layout } = burst
  return (
    <div className="scanner-test-opinion" data-taken={taken} data-testid="scanner-test-opinion" role="status">
      <strong>{taken ? t('scannerTest.taken') : t('scannerTest.notTaken')}</strong>:{' '}
      {t(`scannerTest.why.${reason}`)}
      {reason === 'ticket' && (
        <p>
          {t('scannerTest.layout', {
            layout: layout === undefined ? t('scannerTest.layoutSame') : names[layout],
          })}
        </p>
      )}
    </div>
  )
}

/** What the scanner types around a ticket, where the desk is not set to it yet. */
function Advice({ prefix, suffix }: { prefix: string; suffix: string }) {
  const t = useT()
  const { scannerPrefix, scannerSuffix } = useDesk((desk) => desk.settings)
  return (
    <>
      {prefix !== '' && prefix !== scannerPrefix && (
        <p className="scanner-test-advice">
          {t('scannerTest.prefixFound', { text: prefix })}
          <Button onClick={() => void window.desk.changeSettings({ scannerPrefix: prefix })}>
            {t('scannerTest.adopt')}
          </Button>
        </p>
      )}
      {suffix !== '' && suffix !== scannerSuffix && (
        <p className="scanner-test-advice">
          {t('scannerTest.suffixFound', { text: suffix })}
          <Button onClick={() => void window.desk.changeSettings({ scannerSuffix: suffix })}>
            {t('scannerTest.adopt')}
          </Button>
        </p>
      )}
    </>
  )
}

function Keys({ keys }: { keys: readonly TrialKey[] }) {
  const t = useT()
  if (keys.length === 0) return <p className="dialog-text">{t('scannerTest.keysNone')}</p>
  return (
    <div className="scanner-test-keys" tabIndex={0} role="region" aria-labelledby="scanner-test-keys">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('scannerTest.key')}</th>
            <th scope="col">{t('scannerTest.position')}</th>
            <th scope="col">{t('scannerTest.gap')}</th>
          </tr>
        </thead>
        <tbody>
          {keys.map(({ id, key, code, gap }) => (
            <tr key={id} data-testid="scanner-test-key">
              <td>{key === ' ' ? '␣' : key}</td>
              <td>{code}</td>
              <td>{Number.isFinite(gap) && gap < 10_000 ? Math.round(gap) : '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
