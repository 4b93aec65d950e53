import {
  defaultRangeExtractor,
  elementScroll,
  observeElementRect,
  useVirtualizer,
} from '@tanstack/react-virtual'
import type { Range, Rect, Virtualizer } from '@tanstack/react-virtual'
import { useCallback, useDeferredValue, useLayoutEffect, useMemo, useRef, useState } from 'react'
import type { RefObject } from 'react'
import { currentTime, useMinute } from '../../clock.ts'
import { glide } from './glide.ts'
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
/** How much of the window is above the list, at the least: a line too many is drawn sooner than one that is missing. */
const aboveRem = 15
/** Lines that are drawn beyond what is in sight. */
const overscan = 6
/** In what was searched for nobody reads on, and each key draws all of them anew. */
const overscanFound = 1

export interface ListShape {
  /** Height of a card that is not measured yet. */
  cardRem: number
  /** Whether the list goes through the evening, and so begins at this hour. */
  byHour: boolean
  /** The card that must not move. */
  held: string | null
  /** What the host searched for and filtered by, as one text. */
  asked: string
  /** Whether these are the rows that a search has found. */
  searching: boolean
}

/** Draws what is in sight, begins at this hour, and keeps what is in sight where it is when rows come and go above. */
export function useArrivalScroll(
  rows: readonly ListRow[],
  { cardRem, byHour, held, asked, searching }: ListShape,
  { currentId, wanted }: ArrowKeys,
): ArrivalScroll {
  const scroller = useRef<HTMLDivElement>(null)
  const minute = useMinute()
  const [rem] = useState(remInPixels)
  const indexes = useMemo(() => new Map(rows.map((row, index) => [row.key, index])), [rows])
  const currentIndex = indexes.get(currentId ?? '') ?? -1
  const heldIndex = indexes.get(held ?? '') ?? -1
  // Another function would make the virtualiser measure all rows again.
  const getItemKey = useCallback((index: number) => rows[index]?.key ?? index, [rows])
  const [shift, setShift] = useState(0)
  if (held === null && shift !== 0) setShift(0)

  const [room] = useState(() => seenRoom ?? roomExpected(rem))
  // What is in sight first: what the host may scroll to is drawn once that is seen.
  const ahead = useDeferredValue(overscan, overscanFound)

  // eslint-disable-next-line react-hooks/incompatible-library -- no compiler memoises here; its answers are read while drawing
  const virtualizer = useVirtualizer<HTMLDivElement, Element>({
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey,
    // Whole pixels, as what is measured: a difference would move what is in sight.
    estimateSize: (index) => Math.round(rem * (rows[index]?.kind === 'heading' ? headingRem : cardRem)),
    measureElement: sizeOf,
    // A list that begins at its top has its lines before the page is laid out, which is done once then.
    observeElementRect: byHour ? observeNow : observeLater,
    ...(!byHour && { initialRect: room, scrollToFn: scrollUnlessAtTop }),
    overscan: searching ? overscanFound : ahead,
    paddingStart: shift,
    // What the arrows walk to is not hidden under the heading that stays.
    scrollPaddingStart: rows[0]?.kind === 'heading' ? rem * headingRem : 0,
    rangeExtractor: (range) =>
      indexesOf(range, headingBefore(rows, range.startIndex), currentIndex, heldIndex),
  })
  const range = virtualizer.range
  const stickyIndex = headingBefore(rows, range?.startIndex ?? 0)

  useLayoutEffect(() => {
    if (!byHour) return
    scrollToHeading(virtualizer, nowRow(rows, currentTime()))
    hearScroll(virtualizer)
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only at first: afterwards the host decides what is in sight
  }, [])

  useAnchor({ rows, asked, indexes, virtualizer, held, stickyIndex, onShift: setShift })

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
    nowIs: byHour ? whereIs(nowIndex, nextIndex, range) : 'in sight',
    goToNow,
  }
}

interface Anchored {
  rows: readonly ListRow[]
  asked: string
  indexes: ReadonlyMap<string, number>
  virtualizer: Virtualizer<HTMLDivElement, Element>
  held: string | null
  stickyIndex: number
  /** Room above the list, for a held card that would otherwise move up. */
  onShift: (pixels: number) => void
}

/**
 * When rows change, the held card, else what is at the top of the view, stays there: rows that come or go above it
 * move the scroll position by their height, in the same frame. What does move, moves calmly. What the host asked for
 * begins at its top, and is there at once.
 */
function useAnchor({ rows, asked, indexes, virtualizer, held, stickyIndex, onShift }: Anchored): void {
  const drawn = useRef<Drawn>({ rows, asked, starts: new Map(), top: 0 })
  const exact = useRef(0)
  useLayoutEffect(() => {
    const element = virtualizer.scrollElement
    const before = drawn.current
    if (before.asked !== asked) {
      // Nothing here asks the page where it is: it would be laid out while a key waits.
      if ((virtualizer.scrollOffset ?? 0) > 0) virtualizer.scrollToOffset(0)
    } else if (element && before.rows !== rows) {
      const startNow = (key: string) => virtualizer.measurementsCache[indexes.get(key) ?? -1]?.start
      const anchor = anchorOf(before, indexes, held, element)
      const now = anchor && startNow(anchor.key)
      if (anchor && now !== undefined && now !== anchor.start) {
        const wanted = exactTop(element.scrollTop, exact.current) + now - anchor.start
        exact.current = wanted
        virtualizer.scrollToOffset(Math.max(0, wanted))
        hearScroll(virtualizer)
        if (wanted < 0 && anchor.key === held) onShift(-wanted)
      }
      const top = element.scrollTop
      for (const [key, start] of before.starts) {
        const moved = startNow(key)
        const row = virtualizer.elementsCache.get(key)
        if (moved === undefined || !row || key === held) continue
        glide(row, start - before.top - (moved - top), element.clientHeight)
      }
    }
    const starts = new Map<string, number>()
    for (const item of virtualizer.getVirtualItems()) {
      const row = rows[item.index]
      if (row && item.index !== stickyIndex) starts.set(row.key, item.start)
    }
    drawn.current = { rows, asked, starts, top: virtualizer.scrollOffset ?? 0 }
  })
}

/** Where the list was scrolled to: the browser keeps whole pixels, and a thousand roundings would move the card. */
function exactTop(top: number, exact: number): number {
  return Math.abs(top - exact) < 1 ? exact : top
}

interface Drawn {
  rows: readonly ListRow[]
  asked: string
  starts: ReadonlyMap<string, number>
  top: number
}

/** The row by which the list stays put: the held card while it is in sight, else the first card that is. */
function anchorOf(
  { rows, starts }: Drawn,
  indexes: ReadonlyMap<string, number>,
  held: string | null,
  { scrollTop, clientHeight }: HTMLElement,
): { key: string; start: number } | undefined {
  const heldStart = held === null ? undefined : starts.get(held)
  if (held !== null && heldStart !== undefined && indexes.has(held)) {
    if (heldStart > scrollTop - clientHeight && heldStart < scrollTop + clientHeight) {
      return { key: held, start: heldStart }
    }
  }
  let anchor: { key: string; start: number } | undefined
  for (const { kind, key } of rows) {
    const start = kind === 'card' ? starts.get(key) : undefined
    if (start === undefined || start < scrollTop || !indexes.has(key)) continue
    if (!anchor || start < anchor.start) anchor = { key, start }
  }
  return anchor
}

function scrollToHeading(virtualizer: Virtualizer<HTMLDivElement, Element>, index: number): void {
  // The heading takes the place of the one that stays: no room is left above it.
  const start = virtualizer.measurementsCache[index]?.start
  if (start !== undefined) virtualizer.scrollToOffset(start)
}

/** The browser says in the next frame that it has scrolled; what is in sight then has to be drawn in this one. */
function hearScroll({ scrollElement }: Virtualizer<HTMLDivElement, Element>): void {
  scrollElement?.dispatchEvent(new Event('scroll'))
}

function headingBefore(rows: readonly ListRow[], index: number): number {
  for (let at = Math.min(index, rows.length - 1); at >= 0; at--) if (rows[at]?.kind === 'heading') return at
  return -1
}

/** What is drawn: what is in sight, its heading, and the cards that have the focus and the pointer. */
function indexesOf(range: Range, ...always: number[]): number[] {
  const indexes = new Set(defaultRangeExtractor(range))
  for (const index of always) if (index >= 0) indexes.add(index)
  return [...indexes].sort((a, b) => a - b)
}

/** Where this hour's heading is, and the one after it. */
function nowRange(rows: readonly ListRow[], now: number): { nowIndex: number; nextIndex: number } {
  const nowIndex = nowRow(rows, now)
  if (rows[nowIndex]?.kind === 'card') return { nowIndex, nextIndex: nowIndex + 1 }
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

/**
 * A line that was just drawn is taken to be as high as was expected: asking the page would lay it out while a key waits.
 * Where it is not, the browser says so once it has laid it out, before it paints.
 */
function sizeOf(
  element: Element,
  entry: ResizeObserverEntry | undefined,
  { options, itemSizeCache, indexFromElement }: Virtualizer<HTMLDivElement, Element>,
): number {
  const height = entry?.borderBoxSize[0]?.blockSize
  if (height !== undefined) return Math.round(height)
  const index = indexFromElement(element)
  return itemSizeCache.get(options.getItemKey(index)) ?? options.estimateSize(index)
}

/** The room that a list had last: another one in its place has the same. */
let seenRoom: Rect | undefined

function roomExpected(rem: number): Rect {
  return { width: innerWidth, height: Math.max(0, innerHeight - rem * aboveRem) }
}

/** What is hidden has no room, and says nothing of the next one's. */
function seen(rect: Rect): Rect {
  if (rect.height > 0) seenRoom = rect
  return rect
}

const observeNow: typeof observeElementRect<HTMLDivElement> = (list, tell) =>
  observeElementRect(list, (rect) => tell(seen(rect)))

/** The size of the list as the browser tells it once it has laid the page out: asked, it would do so at once. */
function observeLater(
  { scrollElement }: Virtualizer<HTMLDivElement, Element>,
  tell: (rect: Rect) => void,
): (() => void) | undefined {
  if (!scrollElement) return undefined
  const observer = new ResizeObserver(([entry]) => {
    const box = entry?.borderBoxSize[0]
    if (box) tell(seen({ width: Math.round(box.inlineSize), height: Math.round(box.blockSize) }))
  })
  observer.observe(scrollElement, { box: 'border-box' })
  return () => observer.disconnect()
}

/** A list that was just made is at its top: told to go there, the browser would lay out the page at once, too. */
const scrollUnlessAtTop: typeof elementScroll<HTMLDivElement> = (offset, how, list) => {
  if (offset > 0 || list.scrollOffset !== 0) elementScroll(offset, how, list)
}

function remInPixels(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16
}
