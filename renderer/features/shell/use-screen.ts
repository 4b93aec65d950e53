import { useDesk } from '../../store/desk-store.ts'
import type { Desk } from '../../store/desk-store.ts'
import type { ScreenName } from '../../store/screen.ts'

const managers: readonly ScreenName[] = ['desks', 'replay', 'numbers', 'venue']

/** Whether this is a manager's app. */
export function isManager({ device }: Pick<Desk, 'device'>): boolean {
  return device !== null && device.role !== 'desk'
}

/** The same, for what is drawn. */
export function useIsManager(): boolean {
  return useDesk(isManager)
}

/** The screen that is shown. A manager's app that was paired again as a desk has no manager's screens any more. */
export function useScreen(): ScreenName {
  const screen = useDesk((desk) => desk.screen)
  const hasAll = useIsManager()
  return hasAll || !managers.includes(screen) ? screen : 'evening'
}
