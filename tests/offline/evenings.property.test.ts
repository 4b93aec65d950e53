import fc from 'fast-check'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import type { ConflictDecision } from '../../contract/scan.ts'
import { OfflineDesk } from './desk.ts'
import { judgeEvening } from './judge.ts'
import { evening, openHouse } from './venue.ts'
import type { House } from './venue.ts'

// Hundreds of evenings, each with a server and its desks: nothing waits for a clock, but it is work.
vi.setConfig({ testTimeout: 600_000, hookTimeout: 60_000 })

let house: House
beforeAll(async () => {
  house = await openHouse()
})
afterAll(async () => {
  await house.close()
})

type Step =
  | { do: 'scan'; desk: number; party: number; people: number; old: boolean }
  | { do: 'undo'; desk: number; back: number }
  | { do: 'restart' | 'send' | 'hear'; desk: number }
  | { do: 'network'; desk: number; on: boolean }
  | { do: 'lose'; desk: number; answers: number }
  /** Asked while the network is there, and the answer never comes; what came of it may be heard before it is sent again. */
  | { do: 'unanswered'; desk: number; party: number; hear: boolean }
  | { do: 'cancel' | 'recover' | 'new ticket'; party: number }
  | { do: 'resize'; party: number; size: number }
  | { do: 'decide'; which: number; decision: ConflictDecision }

interface Evening {
  sizes: number[]
  steps: Step[]
  /** Whoever comes back first, and what is chosen at the end. */
  order: number[]
  choices: ConflictDecision[]
}

const decision = fc.constantFrom<ConflictDecision>('keep', 'annul')

function evenings(desks: number, longest: number): fc.Arbitrary<Evening> {
  const desk = fc.nat({ max: desks - 1 })
  const party = fc.nat({ max: 2 })
  const weighted = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary })
  const step: fc.Arbitrary<Step> = fc.oneof(
    weighted(
      10,
      fc.record({
        do: fc.constant('scan'),
        desk,
        party,
        people: fc.integer({ min: 1, max: 3 }),
        old: fc.boolean(),
      }),
    ),
    weighted(3, fc.record({ do: fc.constant('undo'), desk, back: fc.nat({ max: 2 }) })),
    weighted(3, fc.record({ do: fc.constantFrom('restart', 'send', 'hear'), desk })),
    weighted(3, fc.record({ do: fc.constant('network'), desk, on: fc.boolean() })),
    weighted(3, fc.record({ do: fc.constant('unanswered'), desk, party, hear: fc.boolean() })),
    weighted(2, fc.record({ do: fc.constant('lose'), desk, answers: fc.integer({ min: 1, max: 2 }) })),
    weighted(1, fc.record({ do: fc.constantFrom('cancel', 'recover', 'new ticket'), party })),
    weighted(1, fc.record({ do: fc.constant('resize'), party, size: fc.integer({ min: 1, max: 6 }) })),
    weighted(1, fc.record({ do: fc.constant('decide'), which: fc.nat({ max: 3 }), decision })),
  )
  return fc.record({
    sizes: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 3, maxLength: 3 }),
    steps: fc.array(step, { minLength: 4, maxLength: longest }),
    order: fc.shuffledSubarray(
      Array.from({ length: desks }, (_, n) => n),
      { minLength: desks, maxLength: desks },
    ),
    choices: fc.array(decision, { minLength: 1, maxLength: 6 }),
  })
}

async function play(count: number, { sizes, steps, order, choices }: Evening): Promise<void> {
  const { clock } = house
  clock.now = evening
  const venue = await house.open(count)
  const parties: { id: string; first: string; latest: string }[] = []
  const ticketOf = new Map<string, { reservationId: string; ticketId: string }>()
  const keepTicket = async (id: string, ticketId: string): Promise<string> => {
    const text = await venue.ticket(id)
    ticketOf.set(text, { reservationId: id, ticketId })
    return text
  }
  for (const size of sizes) {
    const { id, ticketId } = await venue.book(size)
    const first = await keepTicket(id, ticketId)
    parties.push({ id, first, latest: first })
  }
  const desks = venue.desks.map((_, index) => new OfflineDesk(venue, index, clock))
  // The evening begins with all of them up to date; then they are alone.
  for (const desk of desks) {
    await desk.settle()
    desk.isOnline = false
  }

  for (const step of steps) {
    clock.now += 5_000
    const desk = 'desk' in step ? desks[step.desk] : undefined
    const party = 'party' in step ? parties[step.party] : undefined
    if (step.do === 'scan' && desk && party)
      await desk.scan(step.old ? party.first : party.latest, step.people)
    else if (step.do === 'undo') await desk?.undo(step.back)
    else if (step.do === 'restart') await desk?.restart()
    else if (step.do === 'network' && desk) desk.isOnline = step.on
    else if (step.do === 'unanswered' && desk && party) {
      const before = desk.isOnline
      desk.isOnline = true
      desk.answersToLose = 1
      await desk.scan(party.latest, 1)
      desk.answersToLose = 0
      if (step.hear) await desk.hear()
      desk.isOnline = before
    } else if (step.do === 'lose' && desk) desk.answersToLose = step.answers
    else if (step.do === 'send' && desk?.isOnline === true) await desk.sendOnce()
    else if (step.do === 'hear') await desk?.hear()
    else if (step.do === 'resize' && party) await venue.change(party.id, { partySize: step.size })
    else if (step.do === 'cancel' && party) {
      const { status } = await venue.reservation(party.id)
      if (status === 'confirmed' || status === 'arrived')
        await venue.change(party.id, { status: 'cancelled' })
    } else if (step.do === 'recover' && party) {
      const { status } = await venue.reservation(party.id)
      if (status === 'cancelled') await venue.change(party.id, { status: 'confirmed' })
    } else if (step.do === 'new ticket' && party) {
      const { ticketId } = await venue.reticket(party.id)
      party.latest = await keepTicket(party.id, ticketId)
    } else if (step.do === 'decide') {
      const open = (await venue.conflicts())[step.which]
      if (open) await venue.decide(open.scan.scanId, step.decision)
    }
  }

  for (const index of order) await desks[index]?.settle()
  await agree()
  // Somebody decides what is open, in whatever way.
  for (const [index, { scan }] of (await venue.conflicts()).entries()) {
    await venue.decide(scan.scanId, choices[index % choices.length] ?? 'keep')
  }
  await agree()
  expect(await venue.conflicts()).toEqual([])

  /** The judge, the server and every desk say the same. */
  async function agree(): Promise<void> {
    // Whoever came first hears what the others brought.
    for (const desk of desks) await desk.hear()
    const log = await venue.log()
    const { arrived, open } = judgeEvening(log, desks, ticketOf)
    const conflicts = await venue.conflicts()
    expect(conflicts.map(({ scan }) => scan.scanId).sort()).toEqual(open)
    const outcomes = new Map(
      log.flatMap((event) => (event.type === 'qr-scanned' ? [[event.scan.scanId, event.scan.outcome]] : [])),
    )
    for (const { id } of parties) {
      const row = await venue.reservation(id)
      expect(row.arrivedCount).toBe(arrived.get(id))
      for (const desk of desks) expect(desk.model.rows.get(id)).toEqual(row)
    }
    for (const desk of desks) {
      expect([...desk.model.entries.values()]).toEqual([])
      expect(desk.model.conflicts.map(({ scan }) => scan.scanId).sort()).toEqual(open)
      for (const verdict of desk.model.verdicts.values()) {
        if (desk.told.get(verdict.scanId)?.vanished === true) continue
        expect(verdict.outcome).toBe(outcomes.get(verdict.scanId))
        expect(verdict.provisional).toBe(false)
      }
    }
  }
}

const runs = Number(process.env.FRONTDESK_EVENINGS ?? 1)

it.each([
  [2, 30, 130],
  [3, 40, 60],
  [10, 80, 12],
])(
  'of %i desks that were alone, up to %i things done: every scan once, the same end everywhere (clock and network are the test’s)',
  async (desks, longest, numRuns) => {
    await fc.assert(
      fc.asyncProperty(evenings(desks, longest), (generated) => play(desks, generated)),
      { numRuns: numRuns * runs },
    )
    expect(await house.check()).toEqual([])
  },
)
