import { expect, it } from 'vitest'
import type { Pinning } from './core.ts'
import { trusting } from './trusting.ts'

const [ours, theirs] = ['ab'.repeat(32), 'cd'.repeat(32)]
const fetchOf =
  (ca: string): typeof fetch =>
  () =>
    Promise.resolve(new Response(ca))
const plain = fetchOf('any')

/** A desk's pinned CA, in memory. */
function pinningOf(first: string | null) {
  let pinned = first
  const pinning: Pinning = {
    ca: () => pinned,
    fetch: fetchOf,
    keep: (ca) => {
      pinned = ca
    },
  }
  return pinning
}
const asked = async (fetching: typeof fetch) => (await fetching('https://desk.test')).text()

it('a pairing pins the CA that it names once it is kept, and is done by it before', async () => {
  const pinning = pinningOf(null)
  const { fetch, keep } = trusting({ fetch: plain, pinning }, ours)
  expect([await asked(fetch), pinning.ca()]).toEqual([ours, null])
  keep()
  expect(pinning.ca()).toBe(ours)
  expect(await asked(trusting({ fetch: plain, pinning }, undefined).fetch)).toBe(ours)
})

it('a pairing does not change it, whatever it names', async () => {
  const pinning = pinningOf(ours)
  for (const offered of [theirs, undefined]) {
    const { fetch, keep } = trusting({ fetch: plain, pinning }, offered)
    expect(await asked(fetch)).toBe(ours)
    keep()
    expect(pinning.ca()).toBe(ours)
  }
})

it('where nothing is pinned, every certificate that the runtime takes will do; and none where it cannot be looked at', async () => {
  const { fetch, keep } = trusting({ fetch: plain }, undefined)
  expect(await asked(fetch)).toBe('any')
  keep()
  expect(await asked(trusting({ fetch: plain, pinning: pinningOf(null) }, undefined).fetch)).toBe('any')
  expect(() => trusting({ fetch: plain }, ours)).toThrow('one CA alone')
})
