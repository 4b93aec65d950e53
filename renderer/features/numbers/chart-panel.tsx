import { Download } from 'lucide-react'
import { useId, useState } from 'react'
import type { ReactNode } from 'react'
import { answered } from '../../answered.ts'
import { useLanguage, useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { showProblem } from '../toasts/show-problem.tsx'
import { showToast } from '../toasts/show-toast.tsx'
import { csv } from './csv.ts'
import type { Cell } from './csv.ts'

export interface Table {
  heads: string[]
  /** The first cell of a row names it. */
  rows: Cell[][]
}

interface ChartPanelProps {
  title: string
  /** The picture. What it says is in the table, too, for those who do not see it. */
  chart: ReactNode
  table: Table
  /** The name of the file, without its ending; a panel without one has no export. */
  file?: string
}

/** A chart that is a table at a touch, and a file at another. */
export function ChartPanel({ title, chart, table, file }: ChartPanelProps) {
  const t = useT()
  const language = useLanguage()
  const kiosk = useDesk((desk) => desk.settings.kiosk)
  const id = useId()
  const [asTable, setAsTable] = useState(false)

  async function save(name: string): Promise<void> {
    const text = csv([table.heads, ...table.rows], language === 'en' ? 'en' : 'es')
    const answer = await answered(window.desk.saveFile({ name: `${name}.csv`, text }))
    if (!answer.ok) showProblem(answer.problem.code)
    else if (answer.value.saved) showToast({ sign: 'done', title: t('numbers.saved') })
  }

  return (
    <section className="panel chart-panel" aria-labelledby={id}>
      <header>
        <h3 id={id}>{title}</h3>
        {table.rows.length > 0 && (
          <>
            <Button look="quiet" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
              {asTable ? t('numbers.asChart') : t('numbers.asTable')}
            </Button>
            {file !== undefined && !kiosk && (
              <Button icon={<Download aria-hidden />} onClick={() => void save(file)}>
                {t('numbers.export')}
              </Button>
            )}
          </>
        )}
      </header>
      {table.rows.length === 0 ? (
        <p className="chart-none">{t('numbers.none')}</p>
      ) : (
        <>
          {!asTable && <div aria-hidden>{chart}</div>}
          <div className={asTable ? 'chart-table' : 'hidden-visually'} tabIndex={asTable ? 0 : -1}>
            <table aria-labelledby={id}>
              <thead>
                <tr>
                  {table.heads.map((head) => (
                    <th key={head} scope="col">
                      {head}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {table.rows.map(([name, ...cells], row) => (
                  <tr key={row}>
                    <th scope="row">{name}</th>
                    {cells.map((cell, column) => (
                      <td key={column}>{cell ?? '–'}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  )
}
