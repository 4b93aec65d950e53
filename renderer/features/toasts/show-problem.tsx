import { sayProblem } from '../../i18n/say-problem.ts'
import { showToast } from './show-toast.tsx'

/** Says why main could not do what the host asked for. Stays long enough to be read twice. */
export function showProblem(code: string): void {
  showToast({ sign: 'warning', title: sayProblem(code) }, { id: `problem-${code}`, duration: 10_000 })
}
