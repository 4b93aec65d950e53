/**
 * What the webcam is doing, for the screen to say.
 * `denied`: not allowed; `no_camera`: none is plugged in; `in_use`: another program holds it;
 * `failed`: it stopped. It is tried again by itself when a device comes or goes, and in_use every few seconds.
 */
export type CameraState = 'off' | 'starting' | 'on' | 'denied' | 'no_camera' | 'in_use' | 'failed'

/** A webcam that can be chosen. `label` is empty until the first one has been opened. */
export interface Camera {
  id: string
  label: string
}

/** Which decoder runs: zxing-wasm in a worker, or @zxing/browser in the page where that cannot run. */
export type DecoderKind = 'wasm' | 'fallback'

export interface CameraView {
  state: CameraState
  cameras: Camera[]
  /** The webcam that is open. */
  activeId: string | null
  decoder: DecoderKind | null
  /** Too little light to read a code on paper. */
  dark: boolean
  /** For a preview. */
  stream: MediaStream | null
}

export const cameraOff: CameraView = {
  state: 'off',
  cameras: [],
  activeId: null,
  decoder: null,
  dark: false,
  stream: null,
}
