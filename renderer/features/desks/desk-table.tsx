import { CircleAlert, CircleDashed, Pencil, RadioTower, Unplug } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import type { KeyboardEvent, RefObject } from 'react'
import { answered } from '../../answered.ts'
import { useClock } from '../../clock.ts'
import { useClockface } from '../../i18n/use-clockface.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { IconButton } from '../../ui/button.tsx'
import { showProblem } from '../toasts/show-problem.tsx'
import { clockOffWords, tellFromMs } from '../shell/clock-words.ts'
import type { DeskRow } from './desk-rows.ts'
import { RevokeDialog } from './revoke-dialog.tsx'

const signs = { well: RadioTower, attention: CircleAlert, away: CircleDashed }

interface DeskTableProps {
  rows: readonly DeskRow[]
  /** Something was changed: ask how it is now. */
  again: () => Promise<void>
}

/** A line a desk. */
export function DeskTable({ rows, again }: DeskTableProps) {
  const t = useT()
  const [revoking, setRevoking] = useState<DeskRow | null>(null)
  return (
    <div className="panel desks-table">
      <table>
        <thead>
          <tr>
            <th scope="col">{t('desks.desk')}</th>
            <th scope="col">{t('desks.connection')}</th>
            <th scope="col">{t('desks.latency')}</th>
            <th scope="col">{t('desks.behind')}</th>
            <th scope="col">{t('desks.outbox')}</th>
            <th scope="col">{t('desks.version')}</th>
            <th scope="col">
              <span className="hidden-visually">{t('desks.actions')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.device.id} row={row} again={again} onRevoke={() => setRevoking(row)} />
          ))}
        </tbody>
      </table>
      {revoking && <RevokeDialog device={revoking.device} onDone={again} onClose={() => setRevoking(null)} />}
    </div>
  )
}

interface RowProps {
  row: DeskRow
  again: () => Promise<void>
  onRevoke: () => void
}

function Row({ row, again, onRevoke }: RowProps) {
  const t = useT()
  const { device, stream, health } = row
  const own = useDesk((desk) => desk.device?.id === device.id)
  const kiosk = useDesk((desk) => desk.settings.kiosk)
  const line = usePointed(device.id)
  const Sign = signs[health]
  const report = stream?.report
  const clockOff = report?.clockOffsetMs ?? 0
  const dash = <span aria-label={t('desks.unknown')}>–</span>
  return (
    <tr ref={line} tabIndex={-1} data-testid="desk-row" data-device-id={device.id} data-health={health}>
      <td className="desk-who">
        <div className="desk-name">
          <span className="desk-sign" title={t(`desks.health.${health}`)}>
            <Sign aria-label={t(`desks.health.${health}`)} />
          </span>
          <DeskName device={device} again={again} />
          {device.role !== 'desk' && (
            <span className="tag" data-kind="plain">
              {t(`desks.role.${device.role}`)}
            </span>
          )}
          {own && (
            <span className="tag" data-kind="plain">
              {t('desks.own')}
            </span>
          )}
        </div>
      </td>
      <td>
        {!stream ? (
          <LastSeen at={device.lastSeenAt} />
        ) : report?.polling === true ? (
          <Polling at={report.at} />
        ) : (
          <Since since={stream.since} />
        )}
        {Math.abs(clockOff) >= tellFromMs && (
          <strong className="desk-set-aside" data-testid="desk-clock">
            {t('desks.clock', { off: clockOffWords(clockOff, t) })}
          </strong>
        )}
      </td>
      <td>{report?.latencyMs === undefined ? dash : t('desks.ms', { ms: report.latencyMs })}</td>
      <td>
        {stream?.lag === undefined
          ? dash
          : stream.lag === 0
            ? t('desks.upToDate')
            : t('desks.lag', { count: stream.lag })}
      </td>
      <td data-testid="desk-outbox">
        {report ? (
          <>
            {report.outbox.waiting === 0
              ? t('desks.allSent')
              : t('desks.waiting', { count: report.outbox.waiting })}
            {report.outbox.setAside > 0 && (
              <strong className="desk-set-aside">
                {t('desks.setAside', { count: report.outbox.setAside })}
              </strong>
            )}
          </>
        ) : (
          dash
        )}
      </td>
      <td>{report?.version ?? dash}</td>
      <td>
        <IconButton
          label={t('desks.revokeOf', { name: device.name })}
          disabled={own || kiosk}
          onClick={onRevoke}
        >
          <Unplug />
        </IconButton>
      </td>
    </tr>
  )
}

/** An alert leads to the line of its desk: it comes into view and takes the focus. */
function usePointed(deviceId: string): RefObject<HTMLTableRowElement | null> {
  const line = useRef<HTMLTableRowElement>(null)
  const pointed = useDesk((desk) => desk.pointedDesk === deviceId)
  useEffect(() => {
    if (!pointed) return
    line.current?.scrollIntoView({ block: 'nearest' })
    line.current?.focus()
    useDesk.getState().arriveAtDesk()
  }, [pointed])
  return line
}

/** `desde las 19:02 · 1 h 39 min`. */
function Since({ since }: { since: string }) {
  const t = useT()
  const clock = useClockface()
  const minutes = useClock((now) => Math.max(0, Math.floor((now - Date.parse(since)) / 60_000)))
  return (
    <>
      {t('desks.since', { time: clock.time(since) })}
      <small>
        {minutes < 60
          ? t('desks.minutes', { minutes })
          : t('desks.hours', { hours: Math.floor(minutes / 60), minutes: minutes % 60 })}
      </small>
    </>
  )
}

/** It has no stream that began at some time: all that is known is when it was heard. */
function Polling({ at }: { at: string }) {
  const t = useT()
  const clock = useClockface()
  return (
    <>
      {t('desks.polling')}
      <small>{t('desks.seen', { when: clock.dateTime(at) })}</small>
    </>
  )
}

function LastSeen({ at }: { at: string | null }) {
  const t = useT()
  const clock = useClockface()
  return (
    <span className="desk-away">
      {t('desks.away')}
      <small>{at === null ? t('desks.neverSeen') : t('desks.seen', { when: clock.dateTime(at) })}</small>
    </span>
  )
}

/** The name, which becomes a field in its place. Enter keeps it, Escape does not. */
function DeskName({ device, again }: { device: DeskRow['device']; again: () => Promise<void> }) {
  const t = useT()
  const [draft, setDraft] = useState<string | null>(null)
  const pencil = useRef<HTMLButtonElement>(null)
  // Leaving the field keeps the name, too, but Escape has already said no.
  const settled = useRef(false)

  function close(): void {
    settled.current = true
    setDraft(null)
    requestAnimationFrame(() => pencil.current?.focus())
  }

  async function keep(): Promise<void> {
    const name = draft?.trim() ?? ''
    if (settled.current) return
    close()
    if (name === '' || name === device.name) return
    const answer = await answered(window.desk.renameDevice({ id: device.id, name }))
    if (!answer.ok) showProblem(answer.problem.code)
    await again()
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Enter') void keep()
    else if (event.key === 'Escape') {
      event.preventDefault()
      close()
    }
  }

  if (draft !== null) {
    return (
      <input
        className="input"
        data-testid="desk-rename"
        aria-label={t('desks.newName', { name: device.name })}
        maxLength={60}
        value={draft}
        autoFocus
        onFocus={({ target }) => target.select()}
        onChange={({ target }) => setDraft(target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => void keep()}
      />
    )
  }
  return (
    <>
      <strong>{device.name}</strong>
      <button
        ref={pencil}
        type="button"
        className="button button-icon"
        aria-label={t('desks.rename', { name: device.name })}
        title={t('desks.rename', { name: device.name })}
        onClick={() => {
          settled.current = false
          setDraft(device.name)
        }}
      >
        <Pencil />
      </button>
    </>
  )
}
