import './scan-panel.css'
import { Camera, CameraOff, Lightbulb, Moon, ScanBarcode } from 'lucide-react'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { CameraPicker } from './camera-picker.tsx'
import { cameraWords } from './camera-words.ts'
import { RecentScans } from './recent-scans.tsx'
import { ScanModes } from './scan-modes.tsx'
import { TypedCode } from './typed-code.tsx'
import type { DeskWebcam } from './use-scanning.ts'

/** The camera, and what this desk scanned last. Stays alive under a guest's panel, so that scanning goes on. */
export function ScanPanel({ webcam, covered }: { webcam: DeskWebcam; covered: boolean }) {
  const t = useT()
  return (
    <aside className="scan" aria-label={t('scan.panel')} inert={covered}>
      <ScanModes />
      <Viewfinder webcam={webcam} />
      <TypedCode />
      <RecentScans />
    </aside>
  )
}

function Viewfinder({ webcam }: { webcam: DeskWebcam }) {
  const t = useT()
  const cameraOn = useDesk((desk) => desk.settings.cameraOn)
  const mode = useDesk((desk) => desk.scanMode)
  const mirrored = useDesk(({ settings }) => settings.mirroredCameras.includes(webcam.activeId ?? ''))
  const openDialog = useDesk((desk) => desk.openDialog)
  const { cameras, activeId, decoder, dark, paused, videoRef } = webcam
  const state = paused ? 'paused' : webcam.state
  const toggle = () => void window.desk.changeSettings({ cameraOn: !cameraOn })
  return (
    <div className="finder" data-state={state} data-decoder={decoder} data-mode={mode}>
      <video ref={videoRef} autoPlay muted playsInline aria-hidden data-mirrored={mirrored} />
      {state === 'on' && <span className="finder-guide" aria-hidden />}
      <button
        type="button"
        className="finder-wedge"
        aria-label={t('scannerTest.open')}
        title={t('scannerTest.open')}
        onClick={() => openDialog('scanner-test')}
      >
        <ScanBarcode aria-hidden />
      </button>
      {state === 'on' && dark && (
        <p className="finder-dark" role="status">
          <Lightbulb aria-hidden size="1.25rem" />
          {t('cameraHint.dark')}
        </p>
      )}
      {state !== 'on' && (
        <div className="finder-say">
          {state === 'paused' && <Moon aria-hidden size="2rem" />}
          {state !== 'starting' && state !== 'paused' && <CameraOff aria-hidden size="2rem" />}
          <p role="status">
            {state === 'paused' ? t('cameraHint.paused') : t(`scan.camera.${cameraWords[state]}`)}
          </p>
        </div>
      )}
      <div className="finder-tools">
        {state === 'on' && cameras.length > 1 && <CameraPicker cameras={cameras} chosen={activeId} />}
        <button
          type="button"
          className="finder-toggle"
          data-testid="camera-toggle"
          aria-pressed={cameraOn}
          onClick={toggle}
        >
          {cameraOn ? <CameraOff aria-hidden /> : <Camera aria-hidden />}
          {cameraOn ? t('scan.cameraOff') : t('scan.cameraOn')}
        </button>
      </div>
    </div>
  )
}
