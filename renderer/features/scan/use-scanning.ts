import { useEffect, useEffectEvent } from 'react'
import { createKeyboardWedge } from '../../scanners/keyboard-wedge.ts'
import type { Reading } from '../../scanners/scanner.ts'
import { createSerialScanner } from '../../scanners/serial.ts'
import { useIdle } from '../../scanners/use-idle.ts'
import { useWebcam } from '../../scanners/use-webcam.ts'
import { scannerWatcher } from '../../scanners/watch.ts'
import { useDesk } from '../../store/desk-store.ts'
import { take } from './judge.ts'

/** What the webcam is for the screen: the camera, and whether it pauses because nobody came for a while. */
export type DeskWebcam = ReturnType<typeof useScanning>

/** Joins every scanner to the desk: whatever reads a code, main judges it, and the screen and the loudspeaker say so. */
export function useScanning() {
  const cameraOn = useDesk((desk) => desk.settings.cameraOn)
  const cameraId = useDesk((desk) => desk.settings.cameraId)
  const pauseMinutes = useDesk((desk) => desk.settings.cameraPauseMinutes)
  const { idle, stir } = useIdle(cameraOn ? pauseMinutes : 0)

  const hear = (reading: Reading): void => {
    stir()
    const watcher = scannerWatcher()
    if (watcher) watcher.onReading(reading)
    else void take(reading)
  }
  const onReading = useEffectEvent(hear)
  useEffect(() => {
    const wedge = createKeyboardWedge(window, () => {
      const { scannerPrefix, scannerSuffix, scannerEnd } = useDesk.getState().settings
      return { prefix: scannerPrefix, suffix: scannerSuffix, end: scannerEnd }
    })
    wedge.start((reading) => onReading(reading))
    return () => wedge.stop()
  }, [])
  useSerial(hear)

  const webcam = useWebcam({
    enabled: cameraOn && !idle,
    cameraId,
    onReading: hear,
    onCameraChosen: (id) => void window.desk.changeSettings({ cameraId: id }),
  })
  return { ...webcam, paused: cameraOn && idle }
}

function useSerial(hear: (reading: Reading) => void): void {
  const setState = useDesk((desk) => desk.setSerialState)
  const baudRate = useDesk((desk) => desk.settings.serialBaudRate)
  // Another object with every change of any setting; its text stays the same.
  const chosen = useDesk(({ settings }) => JSON.stringify(settings.serialScanner))
  const onReading = useEffectEvent(hear)
  useEffect(() => {
    const { serial: ports } = navigator
    if (!ports) {
      setState('unsupported')
      return
    }
    if (chosen === 'null') return
    const scanner = createSerialScanner({ ports, baudRate, onState: setState })
    scanner.start((reading) => onReading(reading))
    return () => scanner.stop()
  }, [chosen, baudRate, setState])
}
