import './waitlist.css'
import { Hourglass } from 'lucide-react'
import { useState } from 'react'
import type { DeskReservation } from '../../../contract/ipc.ts'
import { useT } from '../../i18n/use-t.ts'
import { useDesk } from '../../store/desk-store.ts'
import { useHeldOrder } from '../arrivals/use-held.ts'
import { Empty, Nothing } from '../evening/nothing.tsx'
import { askedOf, asksForSome, useShown } from '../filter/shown.ts'
import { WaitingRow } from './waiting-row.tsx'
import { waitingParties } from './waiting.ts'
import { useListKeys } from './use-list-keys.ts'
import { WaitlistForm } from './waitlist-form.tsx'

const idsOf = createIdsSelector()

/** Who waits for a table, in their order, with what each was told; and how to put somebody on the list. */
export function WaitlistView() {
  const t = useT()
  const ids = useShown(idsOf)
  const looking = useDesk(asksForSome)
  return (
    <div className="waitlist">
      <WaitlistForm />
      {ids.length > 0 ? (
        <Waiting ids={ids} />
      ) : looking ? (
        <Nothing />
      ) : (
        <Empty
          icon={<Hourglass aria-hidden size="2.5rem" />}
          title={t('evening.waitlist.noneTitle')}
          text={t('evening.waitlist.noneText')}
        />
      )}
    </div>
  )
}

/** The list, in which nothing moves while the pointer is on it. */
function Waiting({ ids }: { ids: readonly string[] }) {
  const t = useT()
  const asked = useDesk(askedOf)
  const [pointed, setPointed] = useState(false)
  const shown = useHeldOrder(ids, pointed, asked)
  const { currentId, handlers } = useListKeys(shown)
  return (
    <ol
      className="waitlist-parties"
      aria-label={t('evening.waitlist.label')}
      onPointerEnter={() => setPointed(true)}
      onPointerLeave={() => setPointed(false)}
      {...handlers}
    >
      {shown.map((id, index) => (
        <li key={id}>
          <WaitingRow id={id} place={index + 1} current={id === currentId} />
        </li>
      ))}
    </ol>
  )
}

/** The ids of those who wait: the same array as long as nobody comes, goes or moves. */
function createIdsSelector(): (parties: readonly DeskReservation[]) => readonly string[] {
  let from: readonly DeskReservation[] | undefined
  let ids: readonly string[] = []
  return (parties) => {
    if (from === parties) return ids
    from = parties
    const next = waitingParties(parties).map(({ id }) => id)
    if (next.join() !== ids.join()) ids = next
    return ids
  }
}
