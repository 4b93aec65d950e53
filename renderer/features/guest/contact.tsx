import { Eye, EyeOff, Mail, Phone } from 'lucide-react'
import { useEffect } from 'react'
import type { Customer } from '../../../contract/reservation.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { maskEmail, maskPhone } from './contact-mask.ts'
import { Detail } from './detail.tsx'

/** A screen at a door is read by the whole queue: what was asked for is hidden again by itself. */
const shownMs = 30_000

/** Phone and e-mail, hidden until somebody asks for them; while they are shown they can be copied. */
export function Contact({ customer }: { customer: Customer }) {
  const t = useT()
  const { phone, email } = customer
  const shown = useDesk((desk) => desk.contactShown)
  const showContact = useDesk((desk) => desk.showContact)
  useEffect(() => {
    if (!shown) return
    const timer = setTimeout(() => showContact(false), shownMs)
    return () => clearTimeout(timer)
  }, [shown, showContact])
  if (phone === undefined && email === undefined) return null
  return (
    <div className="contact" data-shown={shown} data-testid="contact">
      {phone !== undefined && (
        <Detail icon={<Phone aria-hidden />} name={t('guest.phone')}>
          <Hidden shown={shown} value={phone} hint={maskPhone(phone)} />
        </Detail>
      )}
      {email !== undefined && (
        <Detail icon={<Mail aria-hidden />} name={t('guest.email')}>
          <Hidden shown={shown} value={email} hint={maskEmail(email)} />
        </Detail>
      )}
      <Button
        look="quiet"
        icon={shown ? <EyeOff aria-hidden /> : <Eye aria-hidden />}
        aria-expanded={shown}
        onClick={() => showContact(!shown)}
      >
        {shown ? t('guest.hideContact') : t('guest.showContact')}
      </Button>
    </div>
  )
}

function Hidden({ shown, value, hint }: { shown: boolean; value: string; hint: string }) {
  const t = useT()
  if (shown) return <span className="contact-value">{value}</span>
  return (
    <>
      <span className="hidden-visually">{t('guest.masked', { hint })}</span>
      <span aria-hidden>{hint}</span>
    </>
  )
}
