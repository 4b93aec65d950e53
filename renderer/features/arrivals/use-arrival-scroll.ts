import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import type { Range, Virtualizer } from '@tanstack/react-virtual'
import { useCallback, useLayoutEffect, useRef } from 'react'
import type { RefObject } from 'react'
import { currentTime, useMinute } from '../../clock.ts'
import type { ListRow } from './list-rows.ts'
import { nowRow } from './now-row.ts'
import type { ArrowKeys } from './use-arrow-keys.ts'

export interface ArrivalScroll {
  scroller: RefObject<HTMLDivElement | null>
  virtualizer: Virtualizer<HTMLDivElement, Element>
  /** The heading that stays at the top. */
  stickyIndex: number
  nowIs: 'in sight' | 'above' | 'below'
  goToNow: () => void
}

const headingRem = 3.2
const cardRem = 5.25

/** Draws what is in sight, begins at this hour, and keeps what is in sight where it is when rows come and go above. */
export function useArrivalScroll(
  rows: readonly ListRow[],
  searching: boolean,
  { currentId, wanted }: ArrowKeys,
): ArrivalScroll {
  const scroller = useRef<HTMLDivElement>(null)
  const minute = useMinute()
  const currentIndex = rows.findIndex((row) => row.key === currentId)

  // eslint-disable-next-line react-hooks/incompatible-library -- no compiler memoises here; its answers are read while drawing
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => rows[index]?.key ?? index,
    estimateSize: (index) => remInPixels() * (rows[index]?.kind === 'heading' ? headingRem : cardRem),
    overscan: 6,
    // What the arrows walk to is not hidden under the heading that stays.
    scrollPaddingStart: remInPixels() * headingRem,
    rangeExtractor: (range) => indexesOf(range, headingBefore(rows, range.startIndex), currentIndex),
  })
  const range = virtualizer.range
  const stickyIndex = headingBefore(rows, range?.startIndex ?? 0)

  useLayoutEffect(() => {
    if (!searching) scrollToHeading(virtualizer, nowRow(rows, currentTime()))
    // Only at first: afterwards the host decides what is in sight.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])

  useAnchor(rows, virtualizer)

  useLayoutEffect(() => {
    const id = wanted.current
    const index = id === null ? -1 : rows.findIndex((row) => row.key === id)
    if (id === null || index < 0) return
    virtualizer.scrollToIndex(index, { align: 'auto' })
    const card = scroller.current?.querySelector<HTMLElement>(`[data-reservation-id="${id}"]`)
    if (!card) return
    wanted.current = null
    card.focus({ preventScroll: true })
  })

  const nowIndex = searching ? -1 : nowRow(rows, minute)
  const goToNow = useCallback(
    () => scrollToHeading(virtualizer, nowRow(rows, currentTime())),
    [rows, virtualizer],
  )
  return { scroller, virtualizer, stickyIndex, nowIs: whereIs(nowIndex, rows, range), goToNow }
}

/**
 * When rows change, what is at the top of the view stays there: rows that come or go above it move the scroll
 * position by their height, in the same frame.
 */
function useAnchor(rows: readonly ListRow[], virtualizer: Virtualizer<HTMLDivElement, Element>): void {
  const drawn = useRef<{ rows: readonly ListRow[]; starts: ReadonlyMap<string, number> }>({
    rows,
    starts: new Map(),
  })
  useLayoutEffect(() => {
    const element = virtualizer.scrollElement
    const before = drawn.current
    if (element && before.rows !== rows) {
      const indexes = new Map(rows.map((row, index) => [row.key, index]))
      const top = element.scrollTop
      let anchor: { key: string; start: number } | undefined
      for (const [key, start] of before.starts) {
        if (indexes.has(key) && start >= top && (!anchor || start < anchor.start)) anchor = { key, start }
      }
      const index = anchor && indexes.get(anchor.key)
      const now = index === undefined ? undefined : virtualizer.measurementsCache[index]?.start
      if (anchor && now !== undefined && now !== anchor.start) {
        virtualizer.scrollToOffset(top + now - anchor.start)
      }
    }
    const starts = new Map<string, number>()
    for (const item of virtualizer.getVirtualItems()) {
      const row = rows[item.index]
      if (row?.kind === 'card') starts.set(row.key, item.start)
    }
    drawn.current = { rows, starts }
  })
}

function scrollToHeading(virtualizer: Virtualizer<HTMLDivElement, Element>, index: number): void {
  // The heading takes the place of the one that stays: no room is left above it.
  const start = virtualizer.measurementsCache[index]?.start
  if (start !== undefined) virtualizer.scrollToOffset(start)
}

function headingBefore(rows: readonly ListRow[], index: number): number {
  for (let at = Math.min(index, rows.length - 1); at >= 0; at--) if (rows[at]?.kind === 'heading') return at
  return 0
}

/** What is drawn: what is in sight, its heading, and the card that has the focus. */
function indexesOf(range: Range, ...always: number[]): number[] {
  const indexes = new Set(defaultRangeExtractor(range))
  for (const index of always) if (index >= 0) indexes.add(index)
  return [...indexes].sort((a, b) => a - b)
}

function whereIs(
  index: number,
  rows: readonly ListRow[],
  range: { startIndex: number; endIndex: number } | null,
): ArrivalScroll['nowIs'] {
  if (index < 0 || !range) return 'in sight'
  if (index > range.endIndex) return 'below'
  const next = rows.findIndex((row, at) => at > index && row.kind === 'heading')
  return next >= 0 && next <= range.startIndex ? 'above' : 'in sight'
}

function remInPixels(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
}
