import './toasts.css'
import { Toaster } from 'sonner'
import { useT } from '../../i18n/use-t.ts'
import { toastMs } from './show-toast.tsx'

/** Where notices come up: at the bottom left, over neither the search field nor a verdict. They stay under the pointer. */
export function Toasts() {
  const t = useT()
  return (
    <Toaster
      position="bottom-left"
      // Told, it does not look for it by laying out the whole page before the first frame.
      dir="ltr"
      containerAriaLabel={t('toast.region')}
      visibleToasts={3}
      expand
      duration={toastMs}
      gap={10}
      offset={{ left: 'calc(4.75rem + 1.5rem)', bottom: '1.5rem' }}
    />
  )
}
