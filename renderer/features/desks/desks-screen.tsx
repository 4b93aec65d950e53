import './desks.css'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { ManagerScreen, Trouble, Waiting } from '../manager/manager-screen.tsx'
import { useAsked } from '../manager/use-asked.ts'
import { DeskTable } from './desk-table.tsx'
import { deskRows } from './desk-rows.ts'
import { PairPanel } from './pair-panel.tsx'

/** Often enough that a desk which comes or goes is seen at once. */
const everyMs = 3_000
const ask = () => window.desk.desks()

/** Who is connected, how they are, and how another desk joins. */
export function DesksScreen() {
  const t = useT()
  const kiosk = useDesk((desk) => desk.settings.kiosk)
  const { value, problem, again } = useAsked(ask, everyMs)
  const rows = value && deskRows(value)
  return (
    <ManagerScreen
      title={t('desks.title')}
      text={
        rows && t('desks.text', { connected: rows.filter(({ stream }) => stream).length, count: rows.length })
      }
    >
      {problem !== null && (
        <Trouble code={problem} stale={value !== undefined} onRetry={() => void again()} />
      )}
      {!value && problem === null && <Waiting label={t('desks.loading')} />}
      {value && rows && (
        <div className="desks">
          <DeskTable rows={rows} again={again} />
          {!kiosk && <PairPanel devices={value.devices} again={again} />}
        </div>
      )}
    </ManagerScreen>
  )
}
