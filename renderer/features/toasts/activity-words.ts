import type { TFunction } from 'i18next'
import type { Activity } from '../../../contract/ipc.ts'
import type { Clockface } from '../../i18n/format.ts'
import type { ToastWords } from './show-toast.tsx'

/** What a notice says of something that happened. */
export function activityWords(activity: Activity, t: TFunction, clock: Clockface): ToastWords {
  const { kind, deviceName, own } = activity
  // The server may know a ticket that this desk does not.
  const name = activity.name || t('toast.nobody')
  const people = activity.people ?? 1
  const by = own ? undefined : t('toast.by', { device: deviceName })
  switch (kind) {
    case 'created':
      return { sign: 'created', title: t('toast.created', { name }), detail: when(activity, t, clock) }
    case 'changed':
      return { sign: 'changed', title: t('toast.changed', { name }), detail: when(activity, t, clock) }
    case 'cancelled':
      return { sign: 'cancelled', title: t('toast.cancelled', { name }), detail: when(activity, t, clock) }
    case 'deleted':
      return { sign: 'cancelled', title: t('toast.deleted', { name }), detail: when(activity, t, clock) }
    case 'scanned':
      return { sign: 'scanned', title: t('toast.scanned', { name, count: people }), detail: by }
    case 'undone':
      return { sign: 'undone', title: t('toast.undone', { name, count: people }), detail: by }
    case 'conflict':
      return {
        sign: 'warning',
        title: t('toast.conflict', { name }),
        detail: t('toast.conflictDetail', { device: deviceName }),
      }
  }
}

/** `20:45 · 5 personas`. */
function when({ startsAt, partySize }: Activity, t: TFunction, clock: Clockface): string | undefined {
  if (startsAt === undefined || partySize === undefined) return undefined
  return t('toast.when', { time: clock.time(startsAt), people: t('list.people', { count: partySize }) })
}
