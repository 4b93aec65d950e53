import { Camera, CameraOff } from 'lucide-react'
import { useEffect, useEffectEvent, useState } from 'react'
import { readPairingText } from '../../../contract/pairing-text.ts'
import type { PairingText } from '../../../contract/pairing-text.ts'
import { useT } from '../../i18n/use-t.ts'
import { createKeyboardWedge } from '../../scanners/keyboard-wedge.ts'
import { useWebcam } from '../../scanners/use-webcam.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { cameraWords } from '../scan/camera-words.ts'

/** Reads the manager's QR code by the camera, or by a USB scanner wherever the focus is. */
export function PairingScanner({ onRead }: { onRead: (pairing: PairingText) => void }) {
  const t = useT()
  const [on, setOn] = useState(false)
  const [foreign, setForeign] = useState(false)
  const cameraId = useDesk((desk) => desk.settings.cameraId)
  const take = (text: string): void => {
    const pairing = readPairingText(text)
    setForeign(!pairing)
    if (!pairing) return
    setOn(false)
    onRead(pairing)
  }
  const onWedge = useEffectEvent(take)
  useEffect(() => {
    const wedge = createKeyboardWedge(window)
    wedge.start(({ text }) => onWedge(text))
    return () => wedge.stop()
  }, [])
  const { state, videoRef } = useWebcam({
    enabled: on,
    cameraId,
    onReading: ({ text }) => take(text),
    onCameraChosen: (id) => void window.desk.changeSettings({ cameraId: id }),
  })
  return (
    <div className="pairing-scanner">
      <Button icon={on ? <CameraOff aria-hidden /> : <Camera aria-hidden />} onClick={() => setOn(!on)}>
        {on ? t('pairing.stopScan') : t('pairing.scan')}
      </Button>
      {on && (
        <>
          <video ref={videoRef} autoPlay muted playsInline aria-hidden />
          <p className="dialog-text">
            {state === 'on' || state === 'starting'
              ? t('pairing.scanText')
              : t(`scan.camera.${cameraWords[state]}`)}
          </p>
        </>
      )}
      <p role="status" className="pairing-foreign">
        {foreign && t('pairing.notPairing')}
      </p>
    </div>
  )
}
