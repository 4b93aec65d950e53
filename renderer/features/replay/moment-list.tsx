import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, useEffect, useRef } from 'react'
import { useClockface } from '../../i18n/use-clockface.ts'
import { useT } from '../../i18n/use-t.ts'
import { MomentSign } from './moment-sign.tsx'
import { momentTone } from './moment-tone.ts'
import { momentWords } from './moment-words.ts'
import type { Moment, Timeline } from './timeline.ts'

interface MomentListProps {
  timeline: Timeline
  /** How many moments have happened. */
  index: number
  onPick: (index: number) => void
}

/** What happened and by whom; the last that had happened is lit, and a touch goes to any other. */
export const MomentList = memo(function MomentList({ timeline, index, onPick }: MomentListProps) {
  const t = useT()
  const { moments } = timeline
  const scroller = useRef<HTMLDivElement>(null)
  // eslint-disable-next-line react-hooks/incompatible-library -- no compiler memoises here; its answers are read while drawing
  const virtualizer = useVirtualizer({
    count: moments.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 60,
    overscan: 8,
  })
  useEffect(() => {
    virtualizer.scrollToIndex(Math.max(0, index - 1), { align: 'center' })
  }, [index, virtualizer])

  return (
    <div className="moments" ref={scroller} role="region" aria-label={t('replay.moments')} tabIndex={0}>
      {moments.length === 0 && <p className="moments-none">{t('replay.noMoments')}</p>}
      <ol style={{ blockSize: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const moment = moments[item.index]
          return (
            moment && (
              <li
                key={moment.event.seq}
                ref={virtualizer.measureElement}
                data-index={item.index}
                style={{ insetBlockStart: item.start }}
              >
                <MomentLine
                  moment={moment}
                  when={item.index === index - 1 ? 'current' : item.index < index ? 'past' : 'future'}
                  onPick={() => onPick(item.index + 1)}
                />
              </li>
            )
          )
        })}
      </ol>
    </div>
  )
})

interface MomentLineProps {
  moment: Moment
  when: 'past' | 'current' | 'future'
  onPick: () => void
}

function MomentLine({ moment, when, onPick }: MomentLineProps) {
  const t = useT()
  const clock = useClockface()
  const tone = momentTone(moment)
  const { title, detail } = momentWords(moment, t, clock)
  return (
    <button
      type="button"
      className="moment"
      data-tone={tone}
      data-when={when}
      data-testid="moment"
      aria-current={when === 'current' ? 'step' : undefined}
      tabIndex={when === 'current' ? 0 : -1}
      onClick={onPick}
    >
      <MomentSign moment={moment} />
      <span>
        <strong>{title}</strong>
        <span>{detail}</span>
      </span>
      <span className="moment-by">
        <span>{clock.time(moment.at)}</span>
        <span>{moment.event.actor.name}</span>
      </span>
    </button>
  )
}
