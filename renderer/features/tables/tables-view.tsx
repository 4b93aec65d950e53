import './tables-view.css'
import { Armchair } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import type { RefObject } from 'react'
import type { DeskReservation } from '../../../contract/ipc.ts'
import { currentTime } from '../../clock.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Empty } from '../evening/nothing.tsx'
import { asksForSome, useShown } from '../filter/shown.ts'
import { bestTable, fitOf } from './fit.ts'
import type { Seating } from './fit.ts'
import type { AreaNow, TableNow } from './occupancy.ts'
import { isStillPlaceable } from './placeable.ts'
import { PlacingBar } from './placing-bar.tsx'
import { seatAt } from './seat-at.ts'
import { TableTile } from './table-tile.tsx'
import { useFloor } from './use-tables.ts'
import { walkOverTables } from './walk-over-tables.ts'

/** Who sits where and until when; where a party is being given a table, where it can sit. */
export function TablesView() {
  const t = useT()
  const { areas, pace } = useFloor()
  const shown = useLookedFor()
  const grid = useRef<HTMLDivElement>(null)
  const seating = useSeating(pace)
  const best = useMemo(() => seating && bestTable(areas, seating), [areas, seating])
  const names = useMemo(() => areas.flatMap(({ tables }) => tables.map(({ name }) => name)), [areas])
  const [chosen, setChosen] = useState<string>()
  const current = chosen !== undefined && names.includes(chosen) ? chosen : (best ?? names[0])
  useBestFirst(grid, seating?.party.id, best ?? names[0])

  const onChoose = useCallback((table: TableNow) => {
    const { placing, byId, openGuest, fillTable } = useDesk.getState()
    const party = placing?.over === false && byId.get(placing.id)
    if (party) void seatAt(party, table.name, placing.seat)
    else if (table.state === 'free') fillTable(table)
    else openGuest((table.here[0] ?? table.coming[0])?.id ?? null)
  }, [])

  return (
    <div className="tables">
      {seating && <PlacingBar party={seating.party} seat={seating.seat} />}
      {names.length === 0 && (
        <Empty
          icon={<Armchair aria-hidden size="2.5rem" />}
          title={t('evening.tables.noneTitle')}
          text={t('evening.tables.noneText')}
        />
      )}
      <div
        ref={grid}
        className="tables-scroll"
        onKeyDown={walkOverTables}
        onFocus={({ target }) => setChosen(target.closest<HTMLElement>('[data-table]')?.dataset.table)}
      >
        {areas.map((area) => (
          <section
            key={area.name ?? ''}
            className="area"
            aria-label={area.name ?? t('evening.tables.others')}
          >
            <h2 className="area-name">
              {area.name ?? t('evening.tables.others')}
              <span>{t('evening.tables.free', { count: freeOf(area), all: area.tables.length })}</span>
            </h2>
            <ul className="area-tables">
              {area.tables.map((table) => (
                <li key={table.name}>
                  <TableTile
                    table={table}
                    current={table.name === current}
                    fit={seating ? fitOf(table, seating) : null}
                    best={table.name === best}
                    dimmed={!seating && isDimmed(table, shown)}
                    onChoose={onChoose}
                  />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </div>
  )
}

/** The party that is being given a table, as long as it can be. */
function useSeating(pace: number): (Seating & { seat: boolean }) | null {
  const placing = useDesk((desk) => desk.placing)
  const party = useDesk((desk) => (desk.placing ? desk.byId.get(desk.placing.id) : undefined))
  const ended = placing?.over === false && !isStillPlaceable(placing.began, party?.status)
  useEffect(() => {
    if (ended) useDesk.getState().endPlacing()
  }, [ended])
  return useMemo(() => {
    if (!placing || placing.over || !party || ended) return null
    const now = currentTime()
    const { seat } = placing
    return { party, seat, now, from: seat ? now : Math.max(now, Date.parse(party.startsAt)), pace }
  }, [placing, party, ended, pace])
}

/** Where a party is given a table, the keyboard begins at the table that suits it best. */
function useBestFirst(
  grid: RefObject<HTMLElement | null>,
  partyId: string | undefined,
  best: string | undefined,
): void {
  const begin = useRef(best)
  useEffect(() => {
    begin.current = best
  })
  useEffect(() => {
    if (partyId === undefined || begin.current === undefined) return
    grid.current?.querySelector<HTMLElement>(`[data-table="${CSS.escape(begin.current)}"]`)?.focus()
  }, [grid, partyId])
}

function freeOf({ tables }: AreaNow): number {
  return tables.filter(({ here }) => here.length === 0).length
}

/** The parties that the host looks for; `null`: all of them. */
function useLookedFor(): ReadonlySet<DeskReservation> | null {
  const looking = useDesk(asksForSome)
  const parties = useShown((shown) => (looking ? shown : null))
  return useMemo(() => parties && new Set(parties), [parties])
}

function isDimmed({ here, coming }: TableNow, shown: ReadonlySet<DeskReservation> | null): boolean {
  return shown !== null && ![...here, ...coming].some((party) => shown.has(party))
}
