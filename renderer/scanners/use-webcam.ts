import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react'
import type { RefCallback } from 'react'
import { cameraOff } from './camera.ts'
import type { CameraView } from './camera.ts'
import type { Reading } from './scanner.ts'
import { createWebcam } from './webcam.ts'

export interface WebcamOptions {
  enabled: boolean
  /** The webcam that was chosen last; the system's default where there is none, or it is not there. */
  cameraId: string | null
  onReading: (reading: Reading) => void
  /** A webcam was opened while none was remembered: remember it. */
  onCameraChosen: (id: string) => void
}

/**
 * The webcam as a scanner, open while `enabled`. `videoRef` belongs on the `<video autoPlay muted playsInline>`
 * of a preview; codes are read with and without one.
 */
export function useWebcam({
  enabled,
  cameraId,
  onReading,
  onCameraChosen,
}: WebcamOptions): Omit<CameraView, 'stream'> & { videoRef: RefCallback<HTMLVideoElement> } {
  const [view, setView] = useState(cameraOff)
  const [webcam] = useState(() => createWebcam(setView))
  const preview = useRef<HTMLVideoElement>(null)
  const stream = useRef<MediaStream>(null)
  const handOn = useEffectEvent(onReading)
  const remember = useEffectEvent(onCameraChosen)

  useEffect(() => webcam.choose(cameraId), [webcam, cameraId])

  useEffect(() => {
    if (!enabled) return
    webcam.start((reading) => handOn(reading))
    return () => webcam.stop()
  }, [webcam, enabled])

  useEffect(() => {
    if (cameraId === null && view.activeId) remember(view.activeId)
  }, [cameraId, view.activeId])

  useEffect(() => {
    stream.current = view.stream
    if (preview.current) preview.current.srcObject = view.stream
  }, [view.stream])

  const videoRef = useCallback((element: HTMLVideoElement | null) => {
    preview.current = element
    if (element) element.srcObject = stream.current
  }, [])

  const { state, cameras, activeId, decoder, dark } = view
  return { state, cameras, activeId, decoder, dark, videoRef }
}
