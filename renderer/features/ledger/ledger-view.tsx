import './ledger.css'
import { ArrowDown, ArrowUp } from 'lucide-react'
import { useState } from 'react'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { CardRows } from '../arrivals/card-rows.tsx'
import { Nothing } from '../evening/nothing.tsx'
import { asksForSome, useShown } from '../filter/shown.ts'
import { LedgerRow } from './ledger-row.tsx'
import { columns, createSortSelector } from './sort-rows.ts'
import type { Column, Sort } from './sort-rows.ts'

const sorted = createSortSelector()

/** Everybody, a line each: dense, and sorted as the host likes. */
export function LedgerView() {
  const t = useT()
  const [sort, setSort] = useState<Sort>({ column: 'time', descending: false })
  const rows = useShown((parties) => sorted(parties, sort))
  const some = useDesk(asksForSome)
  if (rows.length === 0) return <Nothing />
  const sortBy = (column: Column) =>
    setSort({ column, descending: sort.column === column && !sort.descending })
  return (
    <div className="ledger" role="table" aria-label={t('list.label')} aria-rowcount={rows.length + 1}>
      <div role="rowgroup">
        <div className="ledger-head" role="row">
          {columns.map((column) => (
            <div key={column} role="columnheader" aria-sort={ariaSort(sort, column)}>
              <button type="button" className="ledger-sort" onClick={() => sortBy(column)}>
                {t(`evening.column.${column}`)}
                {sort.column === column &&
                  (sort.descending ? (
                    <ArrowDown aria-hidden size="1rem" />
                  ) : (
                    <ArrowUp aria-hidden size="1rem" />
                  ))}
              </button>
            </div>
          ))}
        </div>
      </div>
      <CardRows
        key={`${sort.column} ${String(sort.descending)} ${String(some)}`}
        rows={rows}
        role="rowgroup"
        label={t('list.label')}
        cardRem={2.75}
        byHour={sort.column === 'time' && !sort.descending && !some}
        card={row}
      />
    </div>
  )
}

const row = (id: string, current: boolean) => <LedgerRow id={id} current={current} />

function ariaSort({ column, descending }: Sort, of: Column): 'ascending' | 'descending' | 'none' {
  if (column !== of) return 'none'
  return descending ? 'descending' : 'ascending'
}
