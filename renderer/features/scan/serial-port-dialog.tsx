import { Cable } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { OfferedPort } from '../../../contract/scanner-settings.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

/** Between two looks at what is plugged in, in milliseconds. */
const pace = 500

/** Chooses one of the serial ports, once: the desk remembers it. */
export function SerialPortDialog() {
  const t = useT()
  const openDialog = useDesk((desk) => desk.openDialog)
  const [ports, setPorts] = useState<readonly OfferedPort[]>([])

  useEffect(() => {
    const look = () => void window.desk.offeredSerialPorts().then(setPorts, reportError)
    look()
    const timer = setInterval(look, pace)
    return () => {
      clearInterval(timer)
      // However it is closed, the page waits no longer.
      void window.desk.chooseSerialPort({ id: null })
    }
  }, [])

  const choose = async (id: string) => {
    await window.desk.chooseSerialPort({ id })
    openDialog(null)
  }
  return (
    <Dialog title={t('serial.chooseTitle')} onClose={() => openDialog(null)}>
      <div className="dialog-body">
        {ports.length === 0 ? (
          <p role="status">{t('serial.none')}</p>
        ) : (
          ports.map(({ id, name }) => (
            <Button key={id} icon={<Cable aria-hidden />} onClick={() => void choose(id)}>
              {name}
            </Button>
          ))
        )}
      </div>
    </Dialog>
  )
}
