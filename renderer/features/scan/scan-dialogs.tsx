import type { DialogName } from '../../store/screen.ts'
import { ScanHistoryDialog } from './scan-history-dialog.tsx'
import { ScannerTestDialog } from './scanner-test-dialog.tsx'
import { SerialPortDialog } from './serial-port-dialog.tsx'

/** The dialogs of scanning, one at a time. */
export function ScanDialogs({ dialog }: { dialog: DialogName | null }) {
  switch (dialog) {
    case 'scan-history':
      return <ScanHistoryDialog />
    case 'scanner-test':
      return <ScannerTestDialog />
    case 'serial-port':
      return <SerialPortDialog />
    default:
      return null
  }
}
