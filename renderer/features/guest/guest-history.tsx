import './guest-history.css'
import { CloudUpload } from 'lucide-react'
import { useState } from 'react'
import type { TFunction } from 'i18next'
import type { HistoryLine } from '../../../contract/history.ts'
import type { GuestRecord } from '../../../contract/ipc.ts'
import type { FieldValue } from '../../../contract/merge.ts'
import type { Clockface } from '../../i18n/format.ts'
import { useClockface } from '../../i18n/use-clockface.ts'
import { useT } from '../../i18n/use-t.ts'
import { Button } from '../../ui/button.tsx'
import { maskEmail, maskPhone } from './contact-mask.ts'
import { fieldWords } from './field-words.ts'

const shownAtFirst = 5

/** Who did what to this reservation, at which desk and when, newest first. */
export function GuestHistory({ record }: { record: GuestRecord | null }) {
  const t = useT()
  const [all, setAll] = useState(false)
  const lines = record?.history ?? []
  const shown = all ? lines : lines.slice(0, shownAtFirst)
  const hidden = lines.length - shown.length
  return (
    <section className="history" aria-labelledby="history-title">
      <h3 id="history-title">{t('history.title')}</h3>
      {record === null && <p>{t('history.loading')}</p>}
      {record !== null && lines.length === 0 && <p>{t('history.none')}</p>}
      <ol>
        {shown.map((line) => (
          <Line key={line.key} line={line} />
        ))}
      </ol>
      {hidden > 0 && (
        <Button look="quiet" onClick={() => setAll(true)}>
          {t('history.all', { count: hidden })}
        </Button>
      )}
      {record !== null && hidden === 0 && !record.complete && (
        <p className="history-earlier">{t('history.earlier')}</p>
      )}
    </section>
  )
}

function Line({ line }: { line: HistoryLine }) {
  const t = useT()
  const clock = useClockface()
  const what = line.fields.length > 0 ? changed(line.fields, t, clock) : [happened(line, t)]
  return (
    <li data-kind={line.kind} data-own={line.own} data-pending={line.pending}>
      <time dateTime={line.at}>{clock.time(line.at)}</time>
      <div>
        {what.map((words) => (
          <p key={words} className="history-what">
            {words}
          </p>
        ))}
        <p className="history-who">
          {line.by.name}
          {line.own && ` (${t('history.here')})`}
          {line.pending && (
            <span className="history-pending">
              <CloudUpload aria-hidden size="0.875rem" /> {t('history.pending')}
            </span>
          )}
        </p>
      </div>
    </li>
  )
}

function changed(fields: HistoryLine['fields'], t: TFunction, clock: Clockface): string[] {
  return fields.map(({ field, from, to }) => {
    const words = (value: FieldValue): string => {
      if (field === 'phone' && typeof value === 'string') return maskPhone(value)
      if (field === 'email' && typeof value === 'string') return maskEmail(value)
      return fieldWords(field, value, t, clock)
    }
    return t('history.change', { field: t(`merge.field.${field}`), from: words(from), to: words(to) })
  })
}

function happened({ kind, people = 1, outcome }: HistoryLine, t: TFunction): string {
  switch (kind) {
    case 'scanned':
      return outcome === undefined || outcome === 'admitted'
        ? t('history.scanned', { count: people })
        : t('history.refused', { outcome: t(`verdict.title.${outcome}`) })
    case 'undone':
      return t('history.undone', { count: people })
    case 'created':
    case 'changed':
    case 'deleted':
    case 'conflict':
    case 'ticket':
      return t(`history.${kind}`)
  }
}
