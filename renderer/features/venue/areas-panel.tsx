import { Plus, Trash2, X } from 'lucide-react'
import { useT } from '../../i18n/use-t.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import type { TableDraft, VenueDraft } from './draft.ts'
import { VenuePanel } from './venue-panel.tsx'

type Areas = VenueDraft['areas']

interface AreasPanelProps {
  areas: Areas
  wrong: ReadonlySet<string>
  onChange: (areas: Areas) => void
}

/** Where guests sit: areas, their tables, and how many sit at each. */
export function AreasPanel({ areas, wrong, onChange }: AreasPanelProps) {
  const t = useT()
  const set = (index: number, area: Areas[number]) =>
    onChange(areas.map((each, at) => (at === index ? area : each)))
  return (
    <VenuePanel
      name="areas"
      title={t('venue.section.areas')}
      hint={areas.length === 0 ? t('venue.noAreas') : undefined}
      error={wrong.has('areas') ? t('venue.wrong.areas') : undefined}
    >
      {areas.map((area, index) => (
        <Area
          key={index}
          area={area}
          next={nextTable(areas)}
          path={`areas.${index}`}
          wrong={wrong}
          onChange={(changed) => set(index, changed)}
          onRemove={() => onChange(areas.filter((_, at) => at !== index))}
        />
      ))}
      <Button icon={<Plus aria-hidden />} onClick={() => onChange([...areas, { name: '', tables: [] }])}>
        {t('venue.addArea')}
      </Button>
    </VenuePanel>
  )
}

/** The first number that no table has. */
function nextTable(areas: Areas): string {
  const names = new Set(areas.flatMap(({ tables }) => tables.map(({ name }) => name.trim())))
  let number = 1
  while (names.has(String(number))) number += 1
  return String(number)
}

interface AreaProps {
  area: Areas[number]
  /** What a new table is called. */
  next: string
  path: string
  wrong: ReadonlySet<string>
  onChange: (area: Areas[number]) => void
  onRemove: () => void
}

function Area({ area, next, path, wrong, onChange, onRemove }: AreaProps) {
  const t = useT()
  const { name, tables } = area
  const setTable = (index: number, changes: Partial<TableDraft>) =>
    onChange({
      ...area,
      tables: tables.map((table, at) => (at === index ? { ...table, ...changes } : table)),
    })
  const ofThis = [...wrong].filter((each) => each.startsWith(`${path}.`))
  const invalid = (part: string) => wrong.has(`${path}.${part}`) && { 'aria-invalid': true as const }
  return (
    <div className="venue-area" role="group" aria-label={name === '' ? t('venue.newArea') : name}>
      <div className="venue-area-head">
        <input
          className="input"
          aria-label={t('venue.areaName')}
          placeholder={t('venue.areaName')}
          maxLength={60}
          {...invalid('name')}
          value={name}
          onChange={({ target }) => onChange({ ...area, name: target.value })}
        />
        <IconButton label={t('venue.removeArea', { name })} onClick={onRemove}>
          <Trash2 />
        </IconButton>
      </div>
      {ofThis.length > 0 && (
        <p className="field-error" role="alert">
          {ofThis.some((each) => each.endsWith('seats'))
            ? t('venue.wrong.seats')
            : ofThis.some((each) => each.includes('tables'))
              ? t('venue.wrong.tableName')
              : t('venue.wrong.areaName')}
        </p>
      )}
      <ul className="venue-tables">
        {tables.map((table, index) => (
          <li key={index}>
            <label>
              <span>{t('venue.table')}</span>
              <input
                className="input"
                maxLength={20}
                {...invalid(`tables.${index}.name`)}
                value={table.name}
                onChange={({ target }) => setTable(index, { name: target.value })}
              />
            </label>
            <label>
              <span>{t('venue.seats')}</span>
              <input
                className="input"
                inputMode="numeric"
                maxLength={3}
                {...invalid(`tables.${index}.seats`)}
                value={table.seats}
                onChange={({ target }) => setTable(index, { seats: target.value })}
              />
            </label>
            <IconButton
              label={t('venue.removeTable', { table: table.name })}
              onClick={() => onChange({ ...area, tables: tables.filter((_, at) => at !== index) })}
            >
              <X />
            </IconButton>
          </li>
        ))}
        <li>
          <Button
            look="quiet"
            icon={<Plus aria-hidden />}
            onClick={() =>
              onChange({ ...area, tables: [...tables, { name: next, seats: tables.at(-1)?.seats ?? '4' }] })
            }
          >
            {t('venue.addTable')}
          </Button>
        </li>
      </ul>
    </div>
  )
}
