import './filter-bar.css'
import { ListFilter, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { useMinute } from '../../clock.ts'
import { useT } from '../../i18n/use-t.ts'
import type { Look } from '../../party.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { useEscape } from '../../ui/escape.ts'
import { StateSign } from '../arrivals/state-sign.tsx'
import { facetsOf, isChosen, isFiltering } from './filter.ts'
import type { Facets, FilterChoice } from './filter.ts'
import { rulesOf, useShownCount } from './shown.ts'

const looks: readonly Look[] = ['expected', 'late', 'in', 'waitlist', 'left', 'struck']

/** What the host wants to see, as chips: closed, only those that are chosen. Escape shows everything again. */
export function FilterBar() {
  const t = useT()
  const [open, setOpen] = useState(false)
  const filtering = useDesk((desk) => isFiltering(desk.filter))
  const clearFilter = useDesk((desk) => desk.clearFilter)
  useEscape('filter', filtering, clearFilter)
  return (
    <>
      {filtering && <Count />}
      <Button
        className={filtering ? 'button filter-on' : 'button'}
        icon={<ListFilter aria-hidden />}
        aria-expanded={open}
        aria-controls="filter-chips"
        onClick={() => setOpen(!open)}
      >
        {t('evening.filter.open')}
      </Button>
      {filtering && (
        <Button look="quiet" icon={<X aria-hidden />} data-testid="clear-filter" onClick={clearFilter}>
          {t('evening.filter.clear')} <kbd aria-hidden>Esc</kbd>
        </Button>
      )}
      {(open || filtering) && <Chips all={open} />}
    </>
  )
}

/** How many of the day's parties are shown, said once when it changes. */
function Count() {
  const t = useT()
  const shown = useShownCount()
  const all = useDesk(({ byId }) => byId.size)
  return (
    <p className="filter-count" role="status">
      {t('evening.filter.count', { shown, all })}
    </p>
  )
}

function Chips({ all }: { all: boolean }) {
  const t = useT()
  const minute = useMinute()
  const byId = useDesk((desk) => desk.byId)
  const venue = useDesk((desk) => desk.venue)
  const filter = useDesk((desk) => desk.filter)
  const facets: Facets = useMemo(
    () => facetsOf(byId.values(), rulesOf({ venue }, minute)),
    [byId, venue, minute],
  )
  // What is chosen stays in sight, also when the last party of it has gone.
  const tags = withChosen(facets.tags, filter.tags)
  const areas = withChosen(facets.areas, filter.areas)
  return (
    <div className="filter-chips" id="filter-chips" role="group" aria-label={t('evening.filter.label')}>
      <Group label={t('evening.filter.states')}>
        {looks
          .filter((look) => all || filter.states.includes(look))
          .map((look) => (
            <Chip key={look} choice={{ part: 'states', value: look }} count={facets.states.get(look) ?? 0}>
              <StateSign look={look} /> {t(`evening.filter.state.${look}`)}
            </Chip>
          ))}
      </Group>
      <Group label={t('evening.filter.tags')}>
        {tags
          .filter(({ value }) => all || filter.tags.includes(value))
          .map(({ value, count }) => (
            <Chip key={value} choice={{ part: 'tags', value }} count={count}>
              {value === 'vip' ? t('card.vip') : value === 'allergy' ? t('card.allergy') : value}
            </Chip>
          ))}
      </Group>
      <Group label={t('evening.filter.areas')}>
        {areas
          .filter(({ value }) => all || filter.areas.includes(value))
          .map(({ value, count }) => (
            <Chip key={value} choice={{ part: 'areas', value }} count={count}>
              {value === '' ? t('evening.filter.noTable') : value}
            </Chip>
          ))}
      </Group>
    </div>
  )
}

function Group({ label, children }: { label: string; children: readonly ReactNode[] }) {
  if (children.length === 0) return null
  return (
    <div className="filter-group" role="group" aria-label={label}>
      {children}
    </div>
  )
}

function Chip({ choice, count, children }: { choice: FilterChoice; count: number; children: ReactNode }) {
  const chosen = useDesk(({ filter }) => isChosen(filter, choice))
  const toggle = useDesk((desk) => desk.toggleFilter)
  return (
    <button type="button" className="chip" aria-pressed={chosen} onClick={() => toggle(choice)}>
      {children}
      <span className="chip-count">{count}</span>
    </button>
  )
}

function withChosen(facets: Facets['tags'], chosen: readonly string[]): Facets['tags'] {
  const gone = chosen.filter((value) => !facets.some((facet) => facet.value === value))
  return [...facets, ...gone.map((value) => ({ value, count: 0 }))]
}
