import './app.css'
import i18next from 'i18next'
import { LucideProvider } from 'lucide-react'
import { useEffect } from 'react'
import { Evening } from './features/evening/evening.tsx'
import { ConflictDialog } from './features/guest/conflict-dialog.tsx'
import { GuestPanel } from './features/guest/guest-panel.tsx'
import { TicketDialog } from './features/guest/ticket-dialog.tsx'
import { Palette } from './features/palette/palette.tsx'
import { ShortcutsSheet } from './features/palette/shortcuts-sheet.tsx'
import { DesksScreen } from './features/desks/desks-screen.tsx'
import { NumbersScreen } from './features/numbers/numbers-screen.tsx'
import { PairingDialog, PairingPage } from './features/pairing/pairing-page.tsx'
import { ReplayScreen } from './features/replay/replay-screen.tsx'
import { NewReservationDialog } from './features/reservation/new-reservation-dialog.tsx'
import { WalkInDialog } from './features/reservation/walk-in-dialog.tsx'
import { Flash } from './features/scan/flash.tsx'
import { FoundBand } from './features/scan/found-band.tsx'
import { OverrideDialog } from './features/scan/override-dialog.tsx'
import { ScanDialogs } from './features/scan/scan-dialogs.tsx'
import { ScanPanel } from './features/scan/scan-panel.tsx'
import { useScanning } from './features/scan/use-scanning.ts'
import { VerdictBand } from './features/scan/verdict-band.tsx'
import { LeaveKioskDialog } from './features/settings/leave-kiosk-dialog.tsx'
import { SettingsScreen } from './features/settings/settings-screen.tsx'
import { useLook } from './features/settings/use-look.ts'
import { Header } from './features/shell/header.tsx'
import { LastResort } from './features/shell/last-resort.tsx'
import { Rail } from './features/shell/rail.tsx'
import { useBusy } from './features/shell/use-busy.ts'
import { useScreen } from './features/shell/use-screen.ts'
import { ScanConflictsDialog } from './features/conflicts/scan-conflicts-dialog.tsx'
import { SetAsideDialog } from './features/shell/set-aside-dialog.tsx'
import { SeatHereDialog } from './features/tables/seat-here-dialog.tsx'
import { Toasts } from './features/toasts/toasts.tsx'
import { languageOf } from './i18n/i18n.ts'
import { VenueScreen } from './features/venue/venue-screen.tsx'
import { useDesk } from './store/desk-store.ts'

/** The whole window. */
export function App() {
  useLook()
  useChosenLanguage()
  useBusy()
  const unpaired = useDesk(
    ({ loaded, business, freshness }) =>
      loaded && business === null && freshness.connection.state === 'stopped',
  )
  return (
    <LucideProvider strokeWidth={1.75}>
      <LastResort>{unpaired ? <PairingPage /> : <DeskScreen />}</LastResort>
      <Toasts />
    </LucideProvider>
  )
}

function DeskScreen() {
  const webcam = useScanning()
  const guestId = useDesk((desk) => desk.openGuestId)
  const dialog = useDesk((desk) => desk.dialog)
  const screen = useScreen()
  const covered = useDesk((desk) => desk.covers > 0)
  const overriding = useDesk((desk) => desk.overriding)
  return (
    <>
      <div className="desk">
        {/* Behind a dialog nothing takes the focus, but the verdict of a scan stays in reach. */}
        <div className="desk-parts" inert={dialog !== null || covered}>
          <Rail />
          <Header />
          {screen === 'evening' && (
            <>
              <Evening />
              <div className="desk-side">
                <ScanPanel webcam={webcam} covered={guestId !== null} />
                {guestId !== null && <GuestPanel key={guestId} id={guestId} />}
              </div>
            </>
          )}
          {screen === 'settings' && <SettingsScreen cameras={webcam.cameras} />}
          {screen === 'desks' && <DesksScreen />}
          {screen === 'replay' && <ReplayScreen />}
          {screen === 'numbers' && <NumbersScreen />}
          {screen === 'venue' && <VenueScreen />}
        </div>
        <VerdictBand />
        <FoundBand />
      </div>
      <div inert={covered}>
        {dialog === 'new' && <NewReservationDialog />}
        {dialog === 'walk-in' && <WalkInDialog />}
        {dialog === 'leave-kiosk' && <LeaveKioskDialog />}
        <ScanDialogs dialog={dialog} />
        {dialog === 'palette' && <Palette />}
        {dialog === 'shortcuts' && <ShortcutsSheet />}
        {dialog === 'ticket' && <TicketDialog />}
        {dialog === 'conflict' && <ConflictDialog />}
        {dialog === 'scan-conflicts' && <ScanConflictsDialog />}
        {dialog === 'set-aside' && <SetAsideDialog />}
        {dialog === 'seat-here' && <SeatHereDialog />}
        {dialog === 'pairing' && <PairingDialog />}
      </div>
      {/* Another scan is asked about anew. */}
      {overriding && <OverrideDialog key={overriding.scanId} verdict={overriding} />}
      <Flash />
    </>
  )
}

function useChosenLanguage(): void {
  const language = useDesk(({ settings, systemLanguage }) => languageOf(settings.language, systemLanguage))
  useEffect(() => {
    document.documentElement.lang = language
    void i18next.changeLanguage(language)
  }, [language])
}
