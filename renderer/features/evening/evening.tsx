import './evening.css'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { ArrivalList } from '../arrivals/arrival-list.tsx'
import { DaySummary } from '../arrivals/day-summary.tsx'
import { FilterBar } from '../filter/filter-bar.tsx'
import { isSearching, useShownCount } from '../filter/shown.ts'
import { LedgerView } from '../ledger/ledger-view.tsx'
import { Notices } from '../shell/notices.tsx'
import { TablesView } from '../tables/tables-view.tsx'
import { WaitlistView } from '../waitlist/waitlist-view.tsx'
import { EveningTabs } from './evening-tabs.tsx'
import { Loading } from './nothing.tsx'

/** The day's guests: its numbers, and four ways to look at them. */
export function Evening() {
  const known = useDesk((desk) => desk.day !== null)
  return (
    <main className="desk-main">
      <Notices />
      <DaySummary />
      {known ? <Views /> : <Loading />}
    </main>
  )
}

/** Says how many parties were found, for who does not see them. */
function Found() {
  const t = useT()
  const searching = useDesk(isSearching)
  const found = useShownCount()
  return (
    <p className="hidden-visually" role="status">
      {searching && t('list.found', { count: found })}
    </p>
  )
}

function Views() {
  const view = useDesk((desk) => desk.view)
  return (
    <>
      <div className="evening-bar">
        <EveningTabs />
        <FilterBar />
        <Found />
      </div>
      <div className="evening-view" id="evening-view" role="tabpanel" aria-labelledby={`tab-${view}`}>
        {view === 'hours' && <ArrivalList />}
        {view === 'list' && <LedgerView />}
        {view === 'tables' && <TablesView />}
        {view === 'waitlist' && <WaitlistView />}
      </div>
    </>
  )
}
