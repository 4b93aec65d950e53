import { expect, it } from 'vitest'
import { faultKinds, planFaults } from './plan.ts'

const options = { minutes: 2, desks: 4, windows: 2, servers: 2 }

it('the same seed plans the same faults, and another seed others', () => {
  expect(planFaults({ ...options, seed: 5 })).toEqual(planFaults({ ...options, seed: 5 }))
  expect(planFaults({ ...options, seed: 6 })).not.toEqual(planFaults({ ...options, seed: 5 }))
})

it.each([0.5, 2, 20])(
  'in %d minutes every kind of fault happens, and all have healed at the end',
  (minutes) => {
    for (let seed = 0; seed < 50; seed++) {
      const faults = planFaults({ ...options, minutes, seed })
      expect(new Set(faults.map(({ kind }) => kind))).toEqual(new Set(faultKinds))
      const times = faults.map(({ at }) => at)
      expect(times).toEqual(times.toSorted((one, other) => one - other))
      for (const { at, lastsMs } of faults)
        expect(at + lastsMs).toBeLessThanOrEqual(minutes * 60_000 + 10_000)
    }
  },
)

it('the first desk is never killed, and a desk with a window has neither a disk to fill nor a clock of its own', () => {
  for (const { kind, target } of planFaults({ ...options, minutes: 20, seed: 1 })) {
    if (kind === 'desk_killed') expect(target).toBeGreaterThan(0)
    if (kind === 'disk_full' || kind === 'wrong_clock') expect(target).toBeLessThan(options.desks)
    if (kind === 'server_killed') expect(target).toBeLessThan(options.servers)
    else expect(target).toBeLessThan(options.desks + options.windows)
  }
})
