import type { CameraState } from '../../scanners/camera.ts'

/** The key of `scan.camera` that says what a camera is doing. */
export const cameraWords = {
  off: 'off',
  starting: 'starting',
  on: 'on',
  denied: 'denied',
  no_camera: 'noCamera',
  in_use: 'inUse',
  failed: 'failed',
} as const satisfies Record<CameraState, string>
