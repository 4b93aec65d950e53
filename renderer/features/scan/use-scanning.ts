import { useEffect, useEffectEvent } from 'react'
import { outcomeTone } from '../../../contract/scan.ts'
import { scan } from '../../actions.ts'
import { createKeyboardWedge } from '../../scanners/keyboard-wedge.ts'
import type { Reading } from '../../scanners/scanner.ts'
import { useWebcam } from '../../scanners/use-webcam.ts'
import { playTone } from '../../sound/play.ts'
import { useDesk } from '../../store/desk-store.ts'
import { showProblem } from '../toasts/show-problem.tsx'

/** Joins every scanner to the desk: whatever reads a code, main judges it, and the screen and the loudspeaker say so. */
export function useScanning(): ReturnType<typeof useWebcam> {
  const cameraOn = useDesk((desk) => desk.settings.cameraOn)
  const cameraId = useDesk((desk) => desk.settings.cameraId)

  const onReading = useEffectEvent((reading: Reading) => void judge(reading))
  useEffect(() => {
    const wedge = createKeyboardWedge(window)
    wedge.start((reading) => onReading(reading))
    return () => wedge.stop()
  }, [])

  return useWebcam({
    enabled: cameraOn,
    cameraId,
    onReading: (reading) => void judge(reading),
    onCameraChosen: (id) => void window.desk.changeSettings({ cameraId: id }),
  })
}

/** Has a reading judged, and shows and sounds the verdict. `again`: one more of the same party, on purpose. */
export async function judge(reading: Reading, again = false): Promise<void> {
  const answer = await scan({ ...reading, people: 1, again })
  if (!answer.ok) {
    showProblem(answer.problem.code)
    return
  }
  const { settings, showVerdict } = useDesk.getState()
  showVerdict(answer.value)
  if (settings.soundOn) playTone(outcomeTone[answer.value.outcome], settings.volume)
}
