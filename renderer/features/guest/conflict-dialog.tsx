import './conflict-dialog.css'
import { useId, useState } from 'react'
import type { SubmitEvent } from 'react'
import type { EditConflict, GuestRecord } from '../../../contract/ipc.ts'
import type { EditField, FieldConflict } from '../../../contract/merge.ts'
import { canTransition, reservationStatusSchema } from '../../../contract/reservation.ts'
import { resolveConflict } from '../../actions.ts'
import { useClockface } from '../../i18n/use-clockface.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useClosedWithout } from '../../ui/use-closed-without.ts'
import { showProblem } from '../toasts/show-problem.tsx'
import { fieldWords } from './field-words.ts'
import { useGuestRecord } from './use-guest-record.ts'

/** Two hosts have changed the same fields: the later one sees both values, who put the other, and chooses. */
export function ConflictDialog() {
  const t = useT()
  const conflicts = useDesk((desk) => desk.outbox.conflicts)
  const openGuestId = useDesk((desk) => desk.openGuestId)
  const conflict = conflicts.find(({ reservationId }) => reservationId === openGuestId) ?? conflicts[0]
  const close = () => useDesk.getState().openDialog(null)
  useClosedWithout(conflict, close)
  if (!conflict) return null
  return (
    <Dialog title={t('merge.title')} onClose={close}>
      {/* Another version is another choice. */}
      <Choices key={`${conflict.reservationId} ${conflict.version}`} conflict={conflict} onCancel={close} />
    </Dialog>
  )
}

interface ChoicesProps {
  conflict: EditConflict
  onCancel: () => void
}

function Choices({ conflict, onCancel }: ChoicesProps) {
  const t = useT()
  const record = useGuestRecord(conflict.reservationId)
  const [chosen, setChosen] = useState<ReadonlyMap<EditField, 'theirs' | 'mine'>>(new Map())
  const [unsure, setUnsure] = useState(false)
  const [busy, setBusy] = useState(false)

  async function save(event: SubmitEvent): Promise<void> {
    event.preventDefault()
    const open = conflict.fields.some(({ field }) => !chosen.has(field))
    setUnsure(open)
    if (open) return
    const mine = conflict.fields.flatMap(({ field }) => (chosen.get(field) === 'mine' ? [field] : []))
    const { reservationId, version } = conflict
    setBusy(true)
    const answer = await resolveConflict({ reservationId, version, mine })
    setBusy(false)
    if (!answer.ok) showProblem(answer.problem.code)
  }

  return (
    <form onSubmit={(event) => void save(event)}>
      <div className="dialog-body">
        <p className="dialog-text">{t('merge.text', { name: conflict.name })}</p>
        {conflict.fields.map((one) => (
          <Choice
            key={one.field}
            conflict={one}
            record={record}
            value={chosen.get(one.field)}
            onChoose={(side) => setChosen(new Map([...chosen, [one.field, side]]))}
          />
        ))}
        {unsure && (
          <p className="field-error" role="alert">
            {t('merge.unsure')}
          </p>
        )}
      </div>
      <footer className="dialog-foot">
        <Button onClick={onCancel}>{t('app.cancel')}</Button>
        <Button look="main" type="submit" disabled={busy}>
          {t('merge.save')}
        </Button>
      </footer>
    </form>
  )
}

interface ChoiceProps {
  conflict: FieldConflict
  record: GuestRecord | null
  value: 'theirs' | 'mine' | undefined
  onChoose: (side: 'theirs' | 'mine') => void
}

function Choice({ conflict, record, value, onChoose }: ChoiceProps) {
  const t = useT()
  const clock = useClockface()
  const name = useId()
  const { field, base, theirs, mine } = conflict
  const line = theirLine(record, conflict)
  const words = (of: FieldConflict['base']) => fieldWords(field, of, t, clock)
  const impossible = field === 'status' && !isStep(theirs, mine)
  const sides = [
    {
      side: 'theirs',
      title: line
        ? t('merge.theirs', { desk: line.by.name, time: clock.time(line.at) })
        : t('merge.theirsElsewhere'),
      says: words(theirs),
      disabled: false,
    },
    {
      side: 'mine',
      title: impossible ? t('merge.impossible') : t('merge.mine'),
      says: words(mine),
      disabled: impossible,
    },
  ] as const
  return (
    <fieldset className="conflict" data-field={field}>
      <legend>
        {t(`merge.field.${field}`)} <span>{t('merge.before', { value: words(base) })}</span>
      </legend>
      {sides.map(({ side, title, says, disabled }) => (
        <label key={side} data-side={side}>
          <input
            type="radio"
            name={name}
            checked={value === side}
            disabled={disabled}
            onChange={() => onChoose(side)}
          />
          <span className="conflict-side">{title}</span>
          <strong>{says}</strong>
        </label>
      ))}
    </fieldset>
  )
}

/** The event that put what the other side has. */
function theirLine(record: GuestRecord | null, { field, theirs }: FieldConflict) {
  const same = (value: unknown): boolean => JSON.stringify(value) === JSON.stringify(theirs)
  return record?.history.find(
    (line) => !line.pending && line.fields.some((one) => one.field === field && same(one.to)),
  )
}

function isStep(from: FieldConflict['base'], to: FieldConflict['base']): boolean {
  const [theirs, mine] = [from, to].map((status) => reservationStatusSchema.safeParse(status).data)
  return theirs !== undefined && mine !== undefined && canTransition(theirs, mine)
}
