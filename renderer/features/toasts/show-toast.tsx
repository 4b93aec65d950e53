import {
  CalendarClock,
  CalendarPlus,
  CalendarX,
  Check,
  Layers,
  RadioTower,
  TriangleAlert,
  Undo2,
  UserCheck,
  WifiOff,
} from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import { toast } from 'sonner'

const signs = {
  created: CalendarPlus,
  changed: CalendarClock,
  cancelled: CalendarX,
  scanned: UserCheck,
  undone: Undo2,
  warning: TriangleAlert,
  many: Layers,
  realTimeOn: RadioTower,
  realTimeOff: WifiOff,
  done: Check,
} satisfies Record<string, LucideIcon>
export type ToastSign = keyof typeof signs

export interface ToastWords {
  sign: ToastSign
  title: string
  detail?: string | undefined
}

/** How long a notice is shown, in milliseconds. */
export const toastMs = 5_000

export type ToastId = string | number

export interface ToastOptions {
  /** A toast with the same id takes the place of the one before. */
  id?: string
  /** Milliseconds; `toastMs` by default. */
  duration?: number
  onGone?: () => void
  /** What the host can do about it. */
  action?: { label: string; run: () => void }
}

/** Takes a notice away, where it is still shown. */
export function hideToast(id: ToastId): void {
  toast.dismiss(id)
}

/** Shows a notice; its id is returned. */
export function showToast(
  { sign, title, detail }: ToastWords,
  { id, duration, onGone, action }: ToastOptions = {},
): ToastId {
  const Sign = signs[sign]
  return toast.custom(
    (shown) => (
      <div className="toast" data-sign={sign}>
        <Sign aria-hidden size="1.25rem" strokeWidth={1.75} />
        <p>
          <strong>{title}</strong> {detail !== undefined && <span>{detail}</span>}
        </p>
        {action && (
          <button
            type="button"
            className="toast-action"
            onClick={() => {
              toast.dismiss(shown)
              action.run()
            }}
          >
            {action.label}
          </button>
        )}
      </div>
    ),
    {
      testId: 'toast',
      ...(id !== undefined && { id }),
      ...(duration !== undefined && { duration }),
      ...(onGone && { onAutoClose: onGone, onDismiss: onGone }),
    },
  )
}
