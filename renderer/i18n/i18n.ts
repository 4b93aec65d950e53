import i18next from 'i18next'
import type { Settings } from '../../contract/ipc.ts'
import { en } from './en.ts'
import { es } from './es.ts'

export type Language = 'es' | 'en'

/** Prepares both languages. They are part of the bundle, so that nothing is waited for. */
export function startI18n(language: Language = 'es'): void {
  void i18next.init({
    lng: language,
    fallbackLng: 'es',
    initAsync: false,
    resources: { es: { translation: es }, en: { translation: en } },
    // React escapes what it shows.
    interpolation: { escapeValue: false },
  })
}

/** Languages whose speakers in Spain read Spanish rather than English. */
const nearSpanish = ['es', 'ca', 'gl', 'eu', 'ast']

/** The language of the screen: the one that was chosen, else that of the system, given as a BCP 47 tag. */
export function languageOf(chosen: Settings['language'], system: string): Language {
  if (chosen !== 'system') return chosen
  const [base = ''] = system.toLowerCase().split(/[-_]/)
  return nearSpanish.includes(base) ? 'es' : 'en'
}
