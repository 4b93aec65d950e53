import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'

/** What the serial scanner is doing, in a few words. */
export function useSerialWords(): string {
  const t = useT()
  const state = useDesk((desk) => desk.serialState)
  const name = useDesk((desk) => desk.settings.serialScanner?.name)
  if (name === undefined && state !== 'unsupported') return t('serial.off')
  switch (state) {
    case 'starting':
      return t('serial.starting', { name })
    case 'on':
      return t('serial.on', { name })
    case 'unsupported':
      return t('serial.unsupported')
    case 'waiting':
    case 'off':
      return t('serial.waiting', { name })
  }
}
