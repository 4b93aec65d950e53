import './search-field.css'
import { Search, X } from 'lucide-react'
import { useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { IconButton } from '../../ui/button.tsx'
import { currentTime } from '../../clock.ts'
import { shownOf } from '../filter/shown.ts'
import { focusFirstCard } from './list-focus.ts'

/** Filters the list as the host types. `/` comes here, Enter opens the first guest, Escape clears. */
export function SearchField() {
  const t = useT()
  const query = useDesk((desk) => desk.query)
  const search = useDesk((desk) => desk.search)
  const input = useRef<HTMLInputElement>(null)

  return (
    <div className="search">
      <Search aria-hidden className="search-icon" />
      <input
        ref={input}
        id="search"
        data-testid="search"
        type="text"
        role="searchbox"
        className="search-input"
        placeholder={t('header.search')}
        aria-label={t('header.searchLabel')}
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={(event) => search(event.target.value)}
        onKeyDown={onKey}
      />
      {query === '' ? (
        <kbd className="search-key" aria-hidden>
          {t('header.shortcut')}
        </kbd>
      ) : (
        <IconButton
          label={t('header.clear')}
          onClick={() => {
            search('')
            input.current?.focus()
          }}
        >
          <X />
        </IconButton>
      )}
    </div>
  )
}

function onKey(event: KeyboardEvent<HTMLInputElement>): void {
  const desk = useDesk.getState()
  const { query, search, openGuest } = desk
  if (event.key === 'Escape' && query !== '') {
    event.preventDefault()
    search('')
  } else if (event.key === 'Enter' && query.trim() !== '') {
    event.preventDefault()
    const [first] = shownOf(desk, currentTime())
    if (first) openGuest(first.id)
  } else if (event.key === 'ArrowDown') {
    event.preventDefault()
    focusFirstCard()
  }
}
