import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import type { Range, Virtualizer } from '@tanstack/react-virtual'
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react'
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
  const [rem] = useState(remInPixels)
  const indexes = useMemo(() => new Map(rows.map((row, index) => [row.key, index])), [rows])
  const currentIndex = indexes.get(currentId ?? '') ?? -1
  // Another function would make the virtualiser measure all rows again.
  const getItemKey = useCallback((index: number) => rows[index]?.key ?? index, [rows])

  // eslint-disable-next-line react-hooks/incompatible-library -- no compiler memoises here; its answers are read while drawing
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey,
    estimateSize: (index) => rem * (rows[index]?.kind === 'heading' ? headingRem : cardRem),
    overscan: 6,
    // What the arrows walk to is not hidden under the heading that stays.
    scrollPaddingStart: rem * headingRem,
    rangeExtractor: (range) => indexesOf(range, headingBefore(rows, range.startIndex), currentIndex),
  })
  const range = virtualizer.range
  const stickyIndex = headingBefore(rows, range?.startIndex ?? 0)

  useLayoutEffect(() => {
    if (!searching) scrollToHeading(virtualizer, nowRow(rows, currentTime()))
    // Only at first: afterwards the host decides what is in sight.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [])

  useAnchor(rows, indexes, virtualizer)

  useLayoutEffect(() => {
    const id = wanted.current
    const index = id === null ? undefined : indexes.get(id)
    if (index === undefined) return
    virtualizer.scrollToIndex(index, { align: 'auto' })
    const card = scroller.current?.querySelector<HTMLElement>(`[data-reservation-id="${id ?? ''}"]`)
    if (!card) return
    wanted.current = null
    card.focus({ preventScroll: true })
  })

  const { nowIndex, nextIndex } = useMemo(() => nowRange(rows, minute), [rows, minute])
  const goToNow = useCallback(
    () => scrollToHeading(virtualizer, nowRow(rows, currentTime())),
    [rows, virtualizer],
  )
  return {
    scroller,
    virtualizer,
    stickyIndex,
    nowIs: searching ? 'in sight' : whereIs(nowIndex, nextIndex, range),
    goToNow,
  }
}

/**
 * When rows change, what is at the top of the view stays there: rows that come or go above it move the scroll
 * position by their height, in the same frame.
 */
function useAnchor(
  rows: readonly ListRow[],
  indexes: ReadonlyMap<string, number>,
  virtualizer: Virtualizer<HTMLDivElement, Element>,
): void {
  const drawn = useRef<{ rows: readonly ListRow[]; starts: ReadonlyMap<string, number> }>({
    rows,
    starts: new Map(),
  })
  useLayoutEffect(() => {
    const element = virtualizer.scrollElement
    const before = drawn.current
    if (element && before.rows !== rows) {
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

/** Where this hour's heading is, and the one after it. */
function nowRange(rows: readonly ListRow[], now: number): { nowIndex: number; nextIndex: number } {
  const nowIndex = nowRow(rows, now)
  const next = rows.findIndex((row, index) => index > nowIndex && row.kind === 'heading')
  return { nowIndex, nextIndex: next < 0 ? rows.length : next }
}

function whereIs(
  nowIndex: number,
  nextIndex: number,
  range: { startIndex: number; endIndex: number } | null,
): ArrivalScroll['nowIs'] {
  if (nowIndex < 0 || !range) return 'in sight'
  if (nowIndex > range.endIndex) return 'below'
  return nextIndex <= range.startIndex ? 'above' : 'in sight'
}

function remInPixels(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
}
