import { useEffect, useRef } from 'react'
import type { RefObject } from 'react'
import type { DeskReservation } from '../../../contract/ipc.ts'
import { takeChange } from '../../store/recent-changes.ts'

/** Lights an element up once when its reservation has just changed. */
export function useGlow<E extends HTMLElement>(reservation: DeskReservation): RefObject<E | null> {
  const element = useRef<E>(null)
  useEffect(() => {
    if (!takeChange(reservation.id) || matchMedia('(prefers-reduced-motion: reduce)').matches) return
    element.current?.animate([{ opacity: 1 }, { opacity: 0 }], {
      duration: 1_600,
      easing: 'ease-out',
      pseudoElement: '::after',
    })
  }, [reservation])
  return element
}
