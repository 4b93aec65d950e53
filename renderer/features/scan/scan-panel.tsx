import './scan-panel.css'
import { Camera, CameraOff, ScanBarcode } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { useWebcam } from '../../scanners/use-webcam.ts'
import { useDesk } from '../../store/desk-store.ts'
import { CameraPicker } from './camera-picker.tsx'
import { cameraWords } from './camera-words.ts'
import { RecentScans } from './recent-scans.tsx'

type Webcam = ReturnType<typeof useWebcam>

/** The camera, and what this desk scanned last. Stays alive under a guest's panel, so that scanning goes on. */
export function ScanPanel({ webcam, covered }: { webcam: Webcam; covered: boolean }) {
  const { t } = useTranslation()
  return (
    <aside className="scan" aria-label={t('scan.panel')} inert={covered}>
      <Viewfinder webcam={webcam} />
      <RecentScans />
    </aside>
  )
}

function Viewfinder({ webcam }: { webcam: Webcam }) {
  const { t } = useTranslation()
  const cameraOn = useDesk((desk) => desk.settings.cameraOn)
  const { state, cameras, activeId, decoder, videoRef } = webcam
  const toggle = () => void window.desk.changeSettings({ cameraOn: !cameraOn })
  return (
    <div className="finder" data-state={state} data-decoder={decoder}>
      <video ref={videoRef} autoPlay muted playsInline aria-hidden />
      {state === 'on' && <span className="finder-guide" aria-hidden />}
      <p className="finder-wedge">
        <ScanBarcode aria-hidden size="1rem" />
        {t('scan.wedgeReady')}
      </p>
      {state !== 'on' && (
        <div className="finder-say">
          {state !== 'starting' && <CameraOff aria-hidden size="2rem" />}
          <p role="status">{t(`scan.camera.${cameraWords[state]}`)}</p>
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
