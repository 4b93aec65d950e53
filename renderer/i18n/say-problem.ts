import i18next from 'i18next'
import { es } from './es.ts'

type Known = keyof typeof es.problem

function isKnown(code: string): code is Known {
  return Object.hasOwn(es.problem, code)
}

/** Says why main could not do something, and what to do, in the host's language. */
export function sayProblem(code: string): string {
  return isKnown(code) && code !== 'other'
    ? i18next.t(`problem.${code}`)
    : i18next.t('problem.other', { code })
}
