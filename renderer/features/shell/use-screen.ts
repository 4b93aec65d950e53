import { useDesk } from '../../store/desk-store.ts'
import type { ScreenName } from '../../store/screen.ts'

const managers: readonly ScreenName[] = ['desks', 'replay', 'numbers', 'venue']

/** Whether this is a manager's app. */
export function useIsManager(): boolean {
  return useDesk(({ device }) => device !== null && device.role !== 'desk')
}

/** The screen that is shown. A manager's app that was paired again as a desk has no manager's screens any more. */
export function useScreen(): ScreenName {
  const screen = useDesk((desk) => desk.screen)
  const isManager = useIsManager()
  return isManager || !managers.includes(screen) ? screen : 'evening'
}
