import i18next from 'i18next'
import { useDesk } from '../../store/desk-store.ts'
import { showToast } from './show-toast.tsx'

/** Says when real time stops and when it is back. The first connection is no news: the badge shows it. */
export function watchRealTime(): () => void {
  let wasLive = false
  return useDesk.subscribe(({ freshness }, { freshness: before }) => {
    const { state } = freshness.connection
    if (state === before.connection.state) return
    const { t } = i18next
    if (state === 'live' && wasLive) {
      const words = { title: t('toast.realTimeOn'), detail: t('toast.realTimeOnDetail') }
      showToast({ sign: 'realTimeOn', ...words }, { id: 'real-time' })
    } else if (before.connection.state === 'live' && state !== 'stopped') {
      const chosen = 'cause' in freshness.connection && freshness.connection.cause === 'real_time_off'
      const words = chosen
        ? { title: t('toast.turnedOff'), detail: t('toast.turnedOffDetail') }
        : { title: t('toast.realTimeOff'), detail: t('toast.realTimeOffDetail') }
      showToast({ sign: 'realTimeOff', ...words }, { id: 'real-time' })
    }
    if (state === 'live') wasLive = true
  })
}
