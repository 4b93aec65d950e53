import './ticket-dialog.css'
import { useEffect, useState } from 'react'
import type { CommandOutput } from '../../../contract/ipc.ts'
import { answered } from '../../answered.ts'
import { sayProblem } from '../../i18n/say-problem.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { useClosedWithout } from '../../ui/use-closed-without.ts'

/** The guest's QR code, large, for their phone. Only the server can draw it: without it the name and the code let in. */
export function TicketDialog() {
  const t = useT()
  const reservation = useDesk((desk) => desk.byId.get(desk.openGuestId ?? ''))
  const close = () => useDesk.getState().openDialog(null)
  useClosedWithout(reservation, close)
  if (!reservation) return null
  const { name } = reservation.customer
  return (
    <Dialog title={t('ticket.title', { name })} onClose={close}>
      {/* An alert leads to another guest also from here: one's name never stands over the other's code. */}
      <Ticket
        key={reservation.id}
        id={reservation.id}
        name={name}
        code={reservation.pending ? undefined : reservation.code}
      />
    </Dialog>
  )
}

function Ticket({ id, name, code }: { id: string; name: string; code: string | undefined }) {
  const t = useT()
  const [answer, setAnswer] = useState<CommandOutput<'getTicket'> | null>(null)
  const [tries, setTries] = useState(0)
  useEffect(() => {
    let here = true
    void answered(window.desk.getTicket({ id })).then((got) => {
      if (here) setAnswer(got)
    })
    return () => {
      here = false
    }
  }, [id, tries])

  if (answer === null) {
    return (
      <p className="ticket" role="status">
        {t('ticket.loading')}
      </p>
    )
  }
  if (!answer.ok) {
    const offline = answer.problem.code === 'network'
    return (
      <div className="ticket" role="status" data-testid="ticket-problem">
        <p>{offline ? t('ticket.offline') : sayProblem(answer.problem.code)}</p>
        {offline && code !== undefined && <p className="ticket-code">{code}</p>}
        <Button onClick={() => setTries(tries + 1)}>{t('ticket.again')}</Button>
      </div>
    )
  }
  return (
    <div className="ticket">
      <img
        src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(answer.value.svg)}`}
        alt={t('ticket.alt', { name })}
      />
      <p>{t('ticket.text')}</p>
      {code !== undefined && <p className="ticket-code">{code}</p>}
      <Renew id={id} onAnswer={setAnswer} />
    </div>
  )
}

/** Gives the guest another ticket. It is asked first: whoever has the one before is refused from then on. */
function Renew({ id, onAnswer }: { id: string; onAnswer: (answer: CommandOutput<'newTicket'>) => void }) {
  const t = useT()
  const [step, setStep] = useState<'offered' | 'asked' | 'sent'>('offered')
  if (step === 'offered') {
    return (
      <Button look="quiet" onClick={() => setStep('asked')}>
        {t('ticket.renew')}
      </Button>
    )
  }
  const renew = async (): Promise<void> => {
    setStep('sent')
    onAnswer(await answered(window.desk.newTicket({ id })))
    setStep('offered')
  }
  return (
    <div className="ticket-renew" role="group" aria-label={t('ticket.renew')}>
      <p>{t('ticket.renewAsk')}</p>
      <Button look="danger" disabled={step === 'sent'} onClick={() => void renew()}>
        {t('ticket.renewDo')}
      </Button>
      <Button autoFocus disabled={step === 'sent'} onClick={() => setStep('offered')}>
        {t('ticket.renewNot')}
      </Button>
    </div>
  )
}
