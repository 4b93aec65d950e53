import type { TestDesk } from '../../tests/e2e/support/desk.ts'

/** Whole names, parts of names, a phone number, a code, and one that nobody has. */
const queries = ['maria ort', 'peñalver', 'ibanez luc', '+34 600001', 'acd', 'quiroga val', 'zzzz']

/** Types into the search field of a desk, and tells for each key the milliseconds until its results stood in the list. */
export async function measureSearch(desk: TestDesk, rounds: number): Promise<number[]> {
  const { page } = desk
  await page.evaluate(watchKeys)
  const field = page.getByTestId('search')
  await field.focus()
  const times: number[] = []
  for (let round = 0; round < rounds; round++) {
    for (const query of queries) {
      for (const key of query) {
        await page.keyboard.type(key)
        times.push(await page.evaluate(() => window.benchSearch))
      }
      await field.fill('')
    }
  }
  return times
}

declare global {
  interface Window {
    /** Resolves with what the last key took. */
    benchSearch: Promise<number>
  }
}

/**
 * Runs in the window: a key's time is from its event until the last thing that it causes was drawn into the page.
 * What comes within a tenth of a second is taken as its doing.
 */
function watchKeys(): void {
  let drawn = 0
  new MutationObserver(() => (drawn = performance.now())).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
  })
  window.addEventListener(
    'input',
    ({ timeStamp }) => {
      drawn = timeStamp
      window.benchSearch = new Promise((resolve) => {
        setTimeout(() => resolve(drawn - timeStamp), 100)
      })
    },
    true,
  )
}
