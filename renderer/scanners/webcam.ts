import { cameraOff } from './camera.ts'
import type { Camera, CameraState, CameraView } from './camera.ts'
import { createDecoder } from './decoder.ts'
import { createDarkness, createLightMeter } from './light.ts'
import type { Scanner } from './scanner.ts'
import { createSightings } from './sightings.ts'

export interface Webcam extends Scanner {
  /** The camera to use where it is plugged in; `null` leaves it to the system. */
  choose(cameraId: string | null): void
}

/** Between two pictures that are decoded, in milliseconds. */
const pace = 100
/** The light is measured in one picture of so many. */
const measureEach = 10
/** Nobody says when another program lets go of a camera: it is tried again after so many milliseconds. */
const retryAfter = 5000

/**
 * A webcam that reads QR codes while it is started, each picture in turn: one is decoded at a time.
 * The pictures come by a timer, since a video tells of its frames only while its window can be seen.
 */
export function createWebcam(onView: (view: CameraView) => void): Webcam {
  const video = document.createElement('video')
  const measure = createLightMeter()
  video.muted = true
  video.playsInline = true
  let view = cameraOff
  let wanted: string | null = null
  let emit: Parameters<Scanner['start']>[0] | undefined
  let decoder: ReturnType<typeof createDecoder> | undefined
  let see = createSightings()
  /** Counts every opening and closing, so that what belongs to an earlier one ends. */
  let turn = 0
  let retry: ReturnType<typeof setTimeout> | undefined

  function show(change: Partial<CameraView>): void {
    view = { ...view, ...change }
    onView(view)
  }

  function close(): void {
    turn++
    clearTimeout(retry)
    stopTracks(view.stream)
    video.srcObject = null
  }

  function fail(state: CameraState): void {
    close()
    show({ state, activeId: null, stream: null })
    if (state === 'in_use' || state === 'failed') retry = setTimeout(() => void open(), retryAfter)
  }

  async function open(): Promise<void> {
    close()
    const mine = turn
    // A camera that is tried again and again keeps saying what is wrong with it.
    if (view.state === 'off' || view.state === 'on') show({ state: 'starting', activeId: null, stream: null })
    try {
      const stream = await openCamera(wanted)
      if (mine !== turn) {
        stopTracks(stream)
        return
      }
      const track = stream.getVideoTracks()[0]
      if (track) track.onended = () => mine === turn && fail('failed')
      show({ stream })
      video.srcObject = stream
      await video.play()
      const cameras = await listCameras()
      if (mine !== turn) return
      show({ state: 'on', activeId: track?.getSettings().deviceId ?? null, cameras, dark: false })
      await readPictures(mine)
    } catch (error) {
      if (mine === turn) fail(stateOf(error))
    }
  }

  async function readPictures(mine: number): Promise<void> {
    const isDark = createDarkness()
    let lastFrame = -1
    let pictures = 0
    while (mine === turn) {
      const next = new Promise((resolve) => setTimeout(resolve, pace))
      if (decoder && video.currentTime !== lastFrame && video.readyState >= video.HAVE_CURRENT_DATA) {
        lastFrame = video.currentTime
        const picture = await createImageBitmap(video)
        if (pictures++ % measureEach === 0) {
          const dark = isDark(measure(picture) ?? 255, performance.now())
          if (dark !== view.dark) show({ dark })
        }
        const texts = await decoder.read(picture)
        if (mine !== turn) return
        for (const { text, unseenFor } of see(texts.filter(Boolean), performance.now())) {
          const lastSeenAt =
            unseenFor === undefined ? {} : { lastSeenAt: new Date(Date.now() - unseenFor).toISOString() }
          emit?.({ text, source: 'webcam', at: new Date().toISOString(), ...lastSeenAt })
        }
      }
      await next
    }
  }

  async function onDeviceChange(): Promise<void> {
    const mine = turn
    const cameras = await listCameras()
    if (mine !== turn) return
    show({ cameras })
    if (view.state === 'starting') return
    const isBack = wanted !== view.activeId && cameras.some((camera) => camera.id === wanted)
    if (view.state !== 'on' || isBack) void open()
  }

  const onDevices = () => void onDeviceChange().catch(reportError)

  return {
    start(onScan) {
      emit = onScan
      see = createSightings()
      decoder ??= createDecoder((kind) => show({ decoder: kind }))
      navigator.mediaDevices.addEventListener('devicechange', onDevices)
      void open()
    },
    stop() {
      close()
      emit = undefined
      decoder?.close()
      decoder = undefined
      navigator.mediaDevices.removeEventListener('devicechange', onDevices)
      view = cameraOff
      onView(view)
    },
    choose(cameraId) {
      wanted = cameraId
      if (emit && cameraId !== null && cameraId !== view.activeId) void open()
    },
  }
}

/** The wanted camera, or the system's where that one is not plugged in. 1280x720 is enough for a code at arm's length. */
async function openCamera(id: string | null): Promise<MediaStream> {
  const size = { width: { ideal: 1280 }, height: { ideal: 720 } }
  try {
    const video = id === null ? size : { ...size, deviceId: { exact: id } }
    return await navigator.mediaDevices.getUserMedia({ audio: false, video })
  } catch (error) {
    if (id === null || !(error instanceof OverconstrainedError)) throw error
    return navigator.mediaDevices.getUserMedia({ audio: false, video: size })
  }
}

async function listCameras(): Promise<Camera[]> {
  const devices = await navigator.mediaDevices.enumerateDevices()
  return devices
    .filter((device) => device.kind === 'videoinput')
    .map((device) => ({ id: device.deviceId, label: device.label }))
}

function stopTracks(stream: MediaStream | null): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

/** What a refusal of `getUserMedia` means to the host. */
export function stateOf(error: unknown): CameraState {
  const name = error instanceof Error ? error.name : ''
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied'
  if (name === 'NotFoundError') return 'no_camera'
  if (name === 'NotReadableError') return 'in_use'
  return 'failed'
}
