import i18next from 'i18next'
import type { TFunction } from 'i18next'
import { useSyncExternalStore } from 'react'

/**
 * The words of the screen's language: `const t = useT()`. Whoever uses it is drawn again when the language changes.
 *
 * react-i18next's own hook looks its options up and subscribes anew at each drawing: with five of them in a card that
 * was a good part of what a key of the search costs, and of the first list.
 */
export function useT(): TFunction {
  return useSyncExternalStore(onLanguage, wordsNow)
}

/** The language of the screen. */
export function useLanguage(): string {
  return useSyncExternalStore(onLanguage, () => i18next.language)
}

function onLanguage(changed: () => void): () => void {
  i18next.on('languageChanged', changed)
  return () => i18next.off('languageChanged', changed)
}

let words: { language: string; t: TFunction } | undefined

function wordsNow(): TFunction {
  const { language } = i18next
  if (words?.language !== language) words = { language, t: i18next.getFixedT(language) }
  return words.t
}
