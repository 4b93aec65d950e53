import './header.css'
import { Footprints, Plus } from 'lucide-react'
import { useMinute } from '../../clock.ts'
import { useClockface } from '../../i18n/use-clockface.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { SearchField } from '../arrivals/search-field.tsx'
import { ConnectionBadge } from '../connection/connection-badge.tsx'

/** Where and when this is, how to find or add a guest, and how fresh it all is. */
export function Header() {
  const t = useT()
  const openDialog = useDesk((desk) => desk.openDialog)
  const known = useDesk((desk) => desk.business !== null)
  return (
    <header className="head">
      <Venue />
      <SearchField />
      <div className="head-actions">
        <Button
          look="main"
          icon={<Plus aria-hidden />}
          aria-label={t('header.newLabel')}
          data-testid="new-reservation"
          disabled={!known}
          onClick={() => openDialog('new')}
        >
          {t('header.new')}
        </Button>
        <Button icon={<Footprints aria-hidden />} disabled={!known} onClick={() => openDialog('walk-in')}>
          {t('header.walkIn')}
        </Button>
      </div>
      <ConnectionBadge />
    </header>
  )
}

function Venue() {
  const t = useT()
  const name = useDesk((desk) => desk.business?.name)
  const clock = useClockface()
  const minute = useMinute()
  return (
    <div className="head-venue">
      <h1>{name ?? t('app.name')}</h1>
      <p>
        {clock.date(minute)} · {clock.time(minute)}
      </p>
    </div>
  )
}
