import { useCallback, useState } from 'react'
import type { RefCallback } from 'react'
import { cameraOff } from './camera.ts'
import type { CameraView } from './camera.ts'
import type { Reading } from './scanner.ts'

export interface WebcamOptions {
  enabled: boolean
  /** The webcam that was chosen last; the system's default where there is none, or it is not there. */
  cameraId: string | null
  onReading: (reading: Reading) => void
  /** A webcam was opened while none was remembered: remember it. */
  onCameraChosen: (id: string) => void
}

/** The webcam as a scanner, open while `enabled`. `videoRef` belongs on the `<video muted>` of a preview. */
export function useWebcam(
  _options: WebcamOptions,
): Omit<CameraView, 'stream'> & { videoRef: RefCallback<HTMLVideoElement> } {
  const [view] = useState(cameraOff)
  return { ...view, videoRef: useCallback(() => undefined, []) }
}
