// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import { Profiler } from 'react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { startI18n } from '../../i18n/i18n.ts'
import { applyPush } from '../../store/apply-push.ts'
import { useDesk } from '../../store/desk-store.ts'
import { rowsOf } from '../../store/rows.ts'
import { reservation, uuidOf } from '../../testing/sample.ts'
import { ArrivalCard } from './arrival-card.tsx'

const future = { startsAt: '2126-11-24T19:30:00.000Z' }
const drawn = new Map<string, number>()

/** Draws the cards of so many parties, and counts from then on how often each is drawn. */
function show(count: number): void {
  const numbers = Array.from({ length: count }, (_, index) => index + 1)
  useDesk.setState({
    ...useDesk.getInitialState(),
    ...rowsOf(numbers.map((number) => reservation(number, future))),
  })
  render(
    numbers.map(uuidOf).map((id) => (
      <Profiler key={id} id={id} onRender={(name) => drawn.set(name, (drawn.get(name) ?? 0) + 1)}>
        <ArrivalCard id={id} current={false} />
      </Profiler>
    )),
  )
  drawn.clear()
}

beforeEach(() => startI18n())
afterEach(cleanup)

const cardOf = (id: string) =>
  screen.getAllByTestId('reservation-card').find((card) => card.dataset.reservationId === id)

it('of a thousand cards only that of the reservation that changed is drawn again, and once', () => {
  show(1_000)
  act(() =>
    useDesk.setState((desk) =>
      applyPush(desk, {
        kind: 'rows',
        upserts: [reservation(2, { ...future, arrivedCount: 3, status: 'arrived' })],
        removals: [],
        activity: [],
      }),
    ),
  )
  expect([...drawn]).toEqual([[uuidOf(2), 1]])
  // A busy machine takes its time to draw so many.
}, 60_000)

it('no card is drawn again for a search, a full outbox or a new party', () => {
  show(3)
  act(() => {
    useDesk.getState().search('ana')
    useDesk.setState((desk) =>
      applyPush(desk, { kind: 'outbox', outbox: { waiting: 4, conflicts: [], setAside: [] } }),
    )
    useDesk.setState((desk) =>
      applyPush(desk, { kind: 'rows', upserts: [reservation(9)], removals: [], activity: [] }),
    )
  })
  expect(drawn.size).toBe(0)
})

it('opening a guest draws the card that was open and the one that is', () => {
  show(3)
  act(() => useDesk.getState().openGuest(uuidOf(1)))
  act(() => useDesk.getState().openGuest(uuidOf(3)))
  expect([...drawn]).toEqual([
    [uuidOf(1), 2],
    [uuidOf(3), 1],
  ])
})

it('says all that a test or a screen reader asks for', () => {
  show(3)
  act(() =>
    useDesk.setState(
      rowsOf([
        reservation(1, {
          ...future,
          arrivedCount: 2,
          status: 'arrived',
          pending: true,
          table: '12',
          tags: ['vip', 'allergy:nueces'],
        }),
      ]),
    ),
  )
  const card = cardOf(uuidOf(1))
  expect(card?.dataset).toMatchObject({ status: 'arrived', arrived: '2', partySize: '4', pending: 'true' })
  expect(card?.textContent).toContain('2 de 4 dentro')
  expect(card?.textContent).toContain('Por enviar')
  expect([...(card?.querySelectorAll('.tag') ?? [])].map((tag) => tag.textContent)).toEqual([
    'Alergia: nueces',
    'VIP',
  ])
  expect(screen.getByRole('img', { name: 'Ha llegado' })).toBeTruthy()
})
