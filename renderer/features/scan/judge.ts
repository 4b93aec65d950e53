import { scan } from '../../actions.ts'
import { answered } from '../../answered.ts'
import type { Reading } from '../../scanners/scanner.ts'
import { playTone } from '../../sound/play.ts'
import { useDesk } from '../../store/desk-store.ts'
import { showProblem } from '../toasts/show-problem.tsx'
import { tellVerdict } from './tell-verdict.ts'

/** Has a reading judged, and shows and sounds the verdict. `again`: one more of the same party, on purpose. */
export async function judge(reading: Reading, again = false): Promise<void> {
  const answer = await scan({ ...reading, people: 1, again })
  if (answer.ok) tellVerdict(answer.value)
  else showProblem(answer.problem.code)
}

/** Says whose code it is; nobody is let in. */
export async function lookUp(reading: Reading): Promise<void> {
  const answer = await answered(window.desk.lookUp(reading))
  if (!answer.ok) {
    showProblem(answer.problem.code)
    return
  }
  const { settings, showFound } = useDesk.getState()
  showFound(answer.value)
  if (settings.soundOn) playTone('blue', settings.volume)
}

/** Does with a reading what the desk's mode says. */
export function take(reading: Reading): Promise<void> {
  return useDesk.getState().scanMode === 'admit' ? judge(reading) : lookUp(reading)
}
