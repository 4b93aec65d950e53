import './scan-history-dialog.css'
import { useState } from 'react'
import type { KeyboardEvent } from 'react'
import { outcomeTone } from '../../../contract/scan.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Choice } from '../../ui/choice.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { ScanRow } from './scan-row.tsx'

type Filter = 'all' | 'green' | 'amber' | 'red'

/** Everything that this desk scanned lately, by what became of it, with the way back of each. */
export function ScanHistoryDialog() {
  const t = useT()
  const scans = useDesk((desk) => desk.scans)
  const openDialog = useDesk((desk) => desk.openDialog)
  const openGuest = useDesk((desk) => desk.openGuest)
  const [filter, setFilter] = useState<Filter>('all')
  const shown = scans.filter(({ outcome }) => filter === 'all' || outcomeTone[outcome] === filter)
  const see = (id: string) => {
    openDialog(null)
    openGuest(id)
  }
  return (
    <Dialog title={t('scanHistory.title')} onClose={() => openDialog(null)}>
      <div className="dialog-body scan-history">
        <Choice
          label={t('scanHistory.filter')}
          value={filter}
          options={{
            all: t('scanHistory.all'),
            green: t('scanHistory.green'),
            amber: t('scanHistory.amber'),
            red: t('scanHistory.red'),
          }}
          onChange={setFilter}
        />
        <p className="dialog-text" role="status">
          {shown.length === 0
            ? t('scanHistory.none')
            : `${t('scanHistory.count', { count: shown.length })}. ${t('scanHistory.help')}`}
        </p>
        <ul onKeyDown={moveByArrows}>
          {shown.map((verdict) => (
            <ScanRow
              key={verdict.scanId}
              verdict={verdict}
              onOpen={() => verdict.reservation && see(verdict.reservation.id)}
            />
          ))}
        </ul>
      </div>
    </Dialog>
  )
}

const steps: Partial<Record<string, (index: number, last: number) => number>> = {
  ArrowDown: (index) => index + 1,
  ArrowUp: (index) => index - 1,
  PageDown: (index) => index + 8,
  PageUp: (index) => index - 8,
  Home: () => 0,
  End: (_index, last) => last,
}

function moveByArrows(event: KeyboardEvent<HTMLUListElement>): void {
  const step = steps[event.key]
  if (!step) return
  event.preventDefault()
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')]
  const row = document.activeElement?.closest('li')?.querySelector<HTMLElement>('[data-row]')
  const index = row ? rows.indexOf(row) : -1
  const last = rows.length - 1
  rows[Math.min(last, Math.max(0, step(index, last)))]?.focus()
}
