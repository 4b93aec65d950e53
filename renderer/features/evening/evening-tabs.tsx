import '../../ui/segmented.css'
import { Armchair, Clock, Hourglass, Rows3 } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { eveningViews } from '../../store/evening.ts'
import type { EveningView } from '../../store/evening.ts'

const icons: Record<EveningView, LucideIcon> = {
  hours: Clock,
  list: Rows3,
  tables: Armchair,
  waitlist: Hourglass,
}

/** The four ways to look at the evening. One Tab stop; the arrows walk over them. */
export function EveningTabs() {
  const t = useT()
  const view = useDesk((desk) => desk.view)
  const showView = useDesk((desk) => desk.showView)

  function onKeyDown(event: KeyboardEvent<HTMLElement>): void {
    const target = targetOf(event.key, eveningViews.indexOf(view))
    if (target === undefined) return
    event.preventDefault()
    showView(target)
    document.getElementById(`tab-${target}`)?.focus()
  }

  return (
    <div className="segmented" role="tablist" aria-label={t('evening.views')} onKeyDown={onKeyDown}>
      {eveningViews.map((name) => {
        const Icon = icons[name]
        return (
          <button
            key={name}
            type="button"
            role="tab"
            id={`tab-${name}`}
            className="segment"
            aria-selected={name === view}
            aria-controls="evening-view"
            tabIndex={name === view ? 0 : -1}
            onClick={() => showView(name)}
          >
            <Icon aria-hidden />
            {t(`evening.view.${name}`)}
          </button>
        )
      })}
    </div>
  )
}

function targetOf(key: string, index: number): EveningView | undefined {
  const count = eveningViews.length
  switch (key) {
    case 'ArrowRight':
      return eveningViews[(index + 1) % count]
    case 'ArrowLeft':
      return eveningViews[(index + count - 1) % count]
    case 'Home':
      return eveningViews[0]
    case 'End':
      return eveningViews.at(-1)
    default:
      return undefined
  }
}
