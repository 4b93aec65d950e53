import type { Verdict } from '../../../contract/ipc.ts'
import { outcomeTone } from '../../../contract/scan.ts'
import { playTone } from '../../sound/play.ts'
import { useDesk } from '../../store/desk-store.ts'
import { flash } from './flash.tsx'

/** Tells a verdict in every way that the host has chosen: on the screen, by a sound, by light. */
export function tellVerdict(verdict: Verdict): void {
  const { settings, showVerdict } = useDesk.getState()
  const tone = outcomeTone[verdict.outcome]
  showVerdict(verdict)
  if (settings.soundOn) playTone(tone, settings.volume)
  if (settings.flashOn) flash(tone)
}
