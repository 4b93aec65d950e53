import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { useT } from '../../i18n/use-t.ts'
import { Button } from '../../ui/button.tsx'
import { VenuePanel } from './venue-panel.tsx'

interface TagsPanelProps {
  tags: readonly string[]
  wrong: ReadonlySet<string>
  onChange: (tags: string[]) => void
}

/** The tags that a host is offered. */
export function TagsPanel({ tags, wrong, onChange }: TagsPanelProps) {
  const t = useT()
  const [draft, setDraft] = useState('')
  const add = (): void => {
    const tag = draft.trim()
    if (tag !== '' && !tags.includes(tag)) onChange([...tags, tag])
    setDraft('')
  }
  const isWrong = [...wrong].some((path) => path.startsWith('tags'))
  return (
    <VenuePanel
      name="tags"
      title={t('venue.section.tags')}
      hint={t('venue.tagsHint')}
      error={isWrong ? t('venue.wrong.tags') : undefined}
    >
      <ul>
        {tags.map((tag) => (
          <li key={tag}>
            <button
              type="button"
              className="button"
              aria-label={t('venue.removeTag', { tag })}
              onClick={() => onChange(tags.filter((each) => each !== tag))}
            >
              {tag} <X aria-hidden size="1rem" />
            </button>
          </li>
        ))}
      </ul>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          add()
        }}
      >
        <input
          className="input"
          aria-label={t('venue.newTag')}
          placeholder={t('venue.newTag')}
          maxLength={40}
          value={draft}
          onChange={({ target }) => setDraft(target.value)}
        />
        <Button type="submit" icon={<Plus aria-hidden />}>
          {t('venue.addTag')}
        </Button>
      </form>
    </VenuePanel>
  )
}
