import './no-show-question.css'
import { UserRoundX } from 'lucide-react'
import { useState } from 'react'
import type { DeskReservation } from '../../../contract/ipc.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { thresholdsOf } from '../../store/session.ts'
import { changeGuest } from '../../edits.ts'

interface NoShowQuestionProps {
  reservation: DeskReservation
  /** Minutes by which it is late. */
  late: number
  tabIndex: number
}

/** After the venue's time, asks about a late party whether it will not come. Nothing is done until the host says so. */
export function NoShowQuestion({ reservation, late, tabIndex }: NoShowQuestionProps) {
  const t = useT()
  const after = useDesk((desk) => thresholdsOf(desk).noShowMinutes)
  const [asked, setAsked] = useState(false)
  if (late < after) return null
  const { name } = reservation.customer
  return (
    <button
      type="button"
      className="no-show"
      data-testid="no-show"
      data-asked={asked}
      tabIndex={tabIndex}
      aria-label={asked ? t('evening.noShow.confirmLabel', { name }) : t('evening.noShow.askLabel', { name })}
      onBlur={() => setAsked(false)}
      onPointerLeave={({ pointerType }) => pointerType === 'mouse' && setAsked(false)}
      onClick={(event) => {
        event.stopPropagation()
        if (!asked) setAsked(true)
        else void changeGuest(reservation, { status: 'no_show' }, t('evening.noShow.done', { name }))
      }}
    >
      {asked && <UserRoundX aria-hidden />}
      {asked ? t('evening.noShow.confirm') : t('evening.noShow.ask')}
    </button>
  )
}
