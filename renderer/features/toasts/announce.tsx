import i18next from 'i18next'
import type { Activity } from '../../../contract/ipc.ts'
import { clockface } from '../../i18n/format.ts'
import { ownRequests } from '../../own-requests.ts'
import { useDesk } from '../../store/desk-store.ts'
import { activityWords } from './activity-words.ts'
import { groupActivity, mostApart } from './group.ts'
import { showToast, toastMs } from './show-toast.tsx'

/** What comes within this time is told together; answers that claim an activity as our own come in it, too. */
const gatherMs = 200

let gathered: Activity[] = []
let timer: ReturnType<typeof setTimeout> | undefined
/** How many things the toast that counts them stands for, while it is shown. */
let counted = 0

/** When the last notices were told one by one. */
const told: number[] = []

/**
 * How many more may be told one by one. On a busy evening changes come faster than notices go: what comes while one
 * counts is counted in it, so that there is one that grows and not a stream of them.
 */
function room(): number {
  const recently = performance.now() - toastMs
  while (told[0] !== undefined && told[0] < recently) told.shift()
  return counted > 0 ? 0 : Math.max(0, mostApart - told.length)
}

/** Tells the host what others did. What this window asked for itself is no news to it. */
export function announceActivity(activities: readonly Activity[]): void {
  gathered.push(...activities)
  timer ??= setTimeout(tell, gatherMs)
}

function tell(): void {
  timer = undefined
  // Its answer will say whether this is ours: wait for it.
  const early = gathered.filter(({ own, kind }) => own && ownRequests.awaits(kind))
  const news = gathered.filter((activity) => !early.includes(activity) && !ownRequests.claim(activity))
  gathered = early
  if (early.length > 0) timer = setTimeout(tell, gatherMs)

  const { t, language } = i18next
  const timeZone = useDesk.getState().business?.timeZone ?? 'UTC'
  const clock = clockface(language, timeZone)
  const { apart, together } = groupActivity(news, room())
  for (const activity of apart) showToast(activityWords(activity, t, clock))
  if (apart.length > 0) told.push(...apart.map(() => performance.now()))
  if (together === 0) return
  counted += together
  const count = { sign: 'many', title: t('toast.many', { count: counted }) } as const
  showToast(count, { id: 'many', onGone: () => (counted = 0) })
}
